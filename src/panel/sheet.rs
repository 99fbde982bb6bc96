//! Style sheets. Constructed ones pass any `style-src`, and a page's own rules do not reach into a shadow root.

use super::report::report;
use js_sys::Array;
use std::cell::OnceCell;
use web_sys::{CssStyleSheet, Element, ShadowRoot, ShadowRootInit, ShadowRootMode};

const THEME: &str = include_str!(concat!(env!("OUT_DIR"), "/theme.css"));
const PANEL: &str = include_str!(concat!(env!("OUT_DIR"), "/panel.css"));

thread_local! {
    /// Parsed once, adopted by every root.
    static SHEETS: OnceCell<Array> = const { OnceCell::new() };
}

/// The styled open shadow root of `element`, emptied if it had one.
pub(crate) fn styled_root(element: &Element) -> Option<ShadowRoot> {
    let root = element.shadow_root().or_else(|| {
        let attached = element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open));
        attached.map_err(|error| report("the element cannot hold the disclosures", &error)).ok()
    })?;
    root.set_text_content(None);
    SHEETS.with(|sheets| root.set_adopted_style_sheets(sheets.get_or_init(parse)));
    Some(root)
}

fn parse() -> Array {
    let sheets = Array::new();
    for text in [THEME, PANEL] {
        if let Ok(sheet) = CssStyleSheet::new() {
            let _ = sheet.replace_sync(text);
            sheets.push(&sheet);
        }
    }
    sheets
}

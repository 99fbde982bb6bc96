//! The purposes: what each is for, its toggle, its disclosures and its services.

use super::blocks::{add_fold, add_switch};
use super::element::Piece;
use super::paper::Paper;
use super::property::get;
use super::{disclosures, services};
use crate::text::{digits, join};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Up to this many services in a policy, all are in the page from the start, where the browser's search finds
/// them. Beyond, each purpose's services are built when the visitor unfolds them, so that the panel opens fast.
const BUILT_AT_ONCE: usize = 40;

/// Adds the section of the purpose at `place`, without its services.
pub(crate) fn add(view: &Paper, body: &Piece, place: usize) {
    let purpose = &view.shown.purposes[place];
    let section = body.part("section", "purpose");
    let heading = add_switch(view, &section, place, None);
    heading.set("tabindex", "-1");
    view.anchor(&purpose.id, &heading);
    if let Some(why) = view.words.field("purposes", &purpose.id, "exemption").filter(|_| purpose.required) {
        let line = section.say("p", "about", &why);
        view.words.mark(&line, "purposes", &purpose.id, "exemption");
    }
    disclosures::fill_tied(view, &section, &purpose.id);
}

/// Adds the services of a purpose to its section, the last one in `body`.
pub(crate) fn add_services(view: &Paper, body: &Piece, purpose: usize) {
    let used = view.services_of(purpose);
    let Some(section) = body.last_element_child().filter(|_| !used.is_empty()) else { return };
    let (fold, summary) = add_fold(view, section.unchecked_ref(), "services");
    fold.set("data-purpose", &digits(purpose as u64));
    let count = used.len() as u32;
    let number = view.locale.number(count).unwrap_or_default();
    let counted = |category: &str| view.words.filled(&join(&["service-count-", category]), "{n}", &number);
    let counted = counted(&view.locale.plural(count)).or_else(|| counted("other"));
    summary.say("span", "", &counted.unwrap_or_else(|| view.words.ui("services")));
    summary.say("span", "vendors", &view.locale.list(&vendors(view, &used)));
    if view.is_inline || view.shown.services.len() <= BUILT_AT_ONCE {
        unfold(view, &fold);
    }
}

/// Who is behind these services, each once; with many, the first few.
fn vendors(view: &Paper, used: &[usize]) -> Array {
    let (names, vendors) = (Array::new(), Array::new());
    for service in used {
        let vendor = get(view.shown.service(*service), "vendor");
        if vendor.is_string() && !names.includes(&vendor, 0) {
            if vendors.length() == 3 {
                vendors.push(&JsValue::from_str("…"));
                break;
            }
            names.push(&vendor);
            vendors.push(&view.words.isolated(vendor));
        }
    }
    vendors
}

/// Builds the services of a purpose into their fold, unless they are there.
pub(crate) fn unfold(view: &Paper, fold: &Element) {
    let purpose = fold.get_attribute("data-purpose").and_then(|place| place.parse().ok());
    if let Some(purpose) = purpose
        && fold.child_element_count() == 1
    {
        services::fill(view, fold.unchecked_ref(), purpose);
    }
}

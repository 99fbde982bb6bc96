//! Copies the style sheets into OUT_DIR without comments and needless blanks: they travel inside the modules.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    for name in ["theme.css", "banner.css", "panel.css"] {
        let source = Path::new("www/styles").join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        fs::write(Path::new(&out).join(name), minify(&fs::read_to_string(&source)?))?;
    }
    Ok(())
}

/// Enough for our own sheets, which hold no strings with blanks, braces or comments in them; a CSS parser as a
/// build dependency would take longer to compile than the whole crate.
fn minify(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let mut small = String::new();
    for word in plain.split_whitespace() {
        let tight = |c: char| matches!(c, '{' | '}' | ';' | ',' | '>');
        if !small.is_empty() && !small.ends_with(tight) && !small.ends_with(':') && !word.starts_with(tight) {
            small.push(' ');
        }
        small.push_str(word);
    }
    small.replace(";}", "}")
}

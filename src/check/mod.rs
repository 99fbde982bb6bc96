//! The checker: everything that can be said against a policy, at once, for its author.
//!
//! An *error* is what [`crate::policy::read`] refuses, and nothing else: the browser uses that reader too. A
//! *warning* is about a policy that works, though not as meant: a word that is missing in one language, a link
//! that will not be one, a consent type that no vendor knows.
//!
//! - `shape`: keys and types of what visitors only read
//! - `services`, `regions`, `store`, `links`: values that have to be of a certain form
//! - `told`, `reach`, `expressions`: what vendors are told, how, and when; another banner's markup
//! - `names`: ids that are used, and ids that are not
//! - `words`, `text`: every text, in every language; `tags`: where the browser looks for one
//! - `finding`, `tree`: what is said, what is looked at

mod expressions;
mod finding;
mod kind;
mod links;
mod names;
mod reach;
mod regions;
mod services;
mod shape;
mod store;
mod tags;
mod text;
mod told;
mod tree;
mod words;

pub use finding::Finding;

use crate::json::Json;
use crate::policy::{Problem, nearest, read, read_silently};
use crate::text::pieces;
use finding::Warnings;
use tree::Value;
use wasm_bindgen::prelude::wasm_bindgen;

/// Everything to say against the policy whose JSON is `tokens`, errors first. `ui` are the names of the
/// interface's words, `catalogue` the ids of the catalogue's services; each with blanks between.
pub fn findings(tokens: &str, ui: &str, catalogue: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        read(tokens).err().unwrap_or_default().into_iter().map(Finding::from).collect();
    let is_too_large = found.first().is_some_and(|finding| finding.path.is_empty());
    if is_too_large {
        return found;
    }
    let policy = Value::of(tokens);
    name_catalogue(&policy, &mut found, catalogue);
    name_hosts(&policy, &mut found);
    let mut warnings = Warnings::default();
    shape::check(&policy, &mut warnings);
    store::check(&policy, &mut warnings);
    services::check(&policy, &mut warnings);
    told::check(&policy, &mut warnings);
    expressions::check(&policy, &mut warnings);
    regions::check(&policy, &mut warnings);
    links::check(&policy, &mut warnings);
    names::check(&policy, &mut warnings);
    words::check(&policy, ui, &mut warnings);
    found.append(&mut warnings.found);
    found
}

/// A text among the services stands for the catalogue's entry of that id. Those that are still there when a policy
/// is checked are ids that the catalogue does not have.
fn name_catalogue(policy: &Value<'_>, found: &mut [Finding], catalogue: &str) {
    for (at, service) in policy.list("services").iter().enumerate() {
        let path = format!("services[{at}]");
        if let (Some(id), Some(finding)) = (service.text(), found.iter_mut().find(|f| f.path == path)) {
            finding.found = crate::policy::quoted(id);
            finding.expected = "an object, or the id of a service in the catalogue".to_owned();
            finding.meant = nearest(id, pieces(catalogue, b' ')).map(str::to_owned);
        }
    }
}

/// A host that begins with `*.` is refused: the name itself says what was meant.
fn name_hosts(policy: &Value<'_>, found: &mut [Finding]) {
    for (at, service) in policy.list("services").iter().enumerate() {
        for (place, host) in service.list("hosts").iter().enumerate() {
            let Some(name) = host.text().and_then(|host| host.strip_prefix("*.")) else { continue };
            let path = format!("services[{at}].hosts[{place}]");
            if let Some(finding) = found.iter_mut().find(|f| f.path == path) {
                finding.expected =
                    format!("{}: {name} already covers every subdomain", crate::policy::quoted(name));
            }
        }
    }
}

/// Every mistake in a policy, one sentence a line. The gate only knows whether there are any; here are the words.
#[wasm_bindgen]
pub fn mistakes(tokens: &str) -> String {
    let problems = read(tokens).err().unwrap_or_default();
    problems.iter().map(Problem::sentence).collect::<Vec<_>>().join("\n")
}

/// [`findings`] as JSON: `{ "used", "findings": [{ "level", "path", "found", "expected", "meant"?, "sentence" }] }`.
/// `used` is the answer of the reader that the browser's gate has.
#[wasm_bindgen(js_name = check)]
pub fn check(tokens: &str, ui: &str, catalogue: &str) -> String {
    let mut json = Json::default();
    let is_used = read_silently(tokens.to_owned().leak()).is_some();
    json.open('{').name("used").flag(is_used).name("findings").open('[');
    for finding in findings(tokens, ui, catalogue) {
        finding.write(&mut json);
    }
    json.close(']').close('}');
    json.into_text()
}

//! What common vendors' code leaves on the store's own domain, so that a store need not list it.
//!
//! The table is data that the shell hands over, `www/runtime/vendors/leavings.txt`: a vendor more is no code. Names were collected from vendors' public
//! documentation and common knowledge, not verified one by one: check before you rely on one. Cookies on a vendor's own
//! domain are not listed: no page reaches them.

use crate::policy::{Service, matches};
use crate::text::{lists, pieces};

/// The table: a line for each vendor, in it with `|` between what it is known by and what it leaves, words with blanks
/// between:
/// 1. ids that services of it go by,
/// 2. hosts that nothing else comes from: one that several services share, such as `www.googletagmanager.com`, tells
///    none of them,
/// 3. cookies,
/// 4. names in localStorage, sessionStorage, IndexedDB.
///
/// Nothing is known where it is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Leavings(pub &'static str);

/// A vendor's code.
struct Vendor<'a> {
    ids: &'a str,
    hosts: &'a str,
    cookies: &'a str,
    items: &'a str,
}

impl Leavings {
    /// True where code like that of `service` leaves a cookie of this name.
    pub(super) fn leaves_cookie(self, service: &Service, name: &str) -> bool {
        self.vendors().any(|vendor| fits(vendor.cookies, name) && is_of(&vendor, service))
    }

    /// True where it leaves a storage item or a database of this name.
    pub(super) fn leaves_item(self, service: &Service, name: &str) -> bool {
        self.vendors().any(|vendor| fits(vendor.items, name) && is_of(&vendor, service))
    }

    /// True where it is known what `service` leaves.
    pub(super) fn knows(self, service: &Service) -> bool {
        self.vendors().any(|vendor| is_of(&vendor, service))
    }

    fn vendors(self) -> impl Iterator<Item = Vendor<'static>> {
        pieces(self.0, b'\n').map(|line| {
            let mut fields = pieces(line, b'|');
            let mut field = || fields.next().unwrap_or("");
            Vendor { ids: field(), hosts: field(), cookies: field(), items: field() }
        })
    }
}

fn fits(globs: &str, name: &str) -> bool {
    pieces(globs, b' ').any(|glob| matches(glob, name))
}

fn is_of(vendor: &Vendor<'_>, service: &Service) -> bool {
    lists(vendor.ids, &service.id) || service.hosts.iter().any(|host| is_below(host, vendor.hosts))
}

/// True where `host` is one of `hosts`, or a subdomain of one.
fn is_below(host: &str, hosts: &str) -> bool {
    let above =
        |known: &str| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    pieces(hosts, b' ').any(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Text;

    const TABLE: Leavings = Leavings(include_str!("../../www/runtime/vendors/leavings.txt"));

    fn service(id: &'static str, hosts: &[&'static str]) -> Service {
        Service { id: Text(id), hosts: hosts.iter().map(|host| Text(host)).collect(), ..Service::default() }
    }

    #[test]
    fn a_service_is_known_by_its_id_or_its_hosts() {
        #[rustfmt::skip]
        let table = [
            ("google-analytics", &[][..],                          "_ga_ABC",     true),
            ("google-analytics", &[],                              "_gcl_au",     false),
            ("counter",          &["www.google-analytics.com"],    "_ga",         true),
            ("counter",          &["google-analytics.com"],        "_gid",        true),
            ("counter",          &["notgoogle-analytics.com"],     "_ga",         false),
            ("counter",          &["www.googletagmanager.com"],    "_ga",         false),
            ("counter",          &["stats.g.doubleclick.net"],     "_gcl_au",     false),
            ("counter",          &["12345.fls.doubleclick.net"],   "_gcl_au",     true),
            ("counter",          &[],                              "_ga",         false),
            ("hotjar",           &[],                              "_hjSession",  true),
            ("tiktok",           &[],                              "ttcsid_C0",   true),
            ("posthog",          &[],                              "posthog",     false),
        ];
        for (id, hosts, name, expected) in table {
            assert_eq!(TABLE.leaves_cookie(&service(id, hosts), name), expected, "{id} {hosts:?} {name}");
        }
        assert!(TABLE.leaves_item(&service("google-ads", &[]), "_gcl_ls"));
        assert!(
            TABLE.knows(&service("google-ads", &[])) && !TABLE.knows(&service("counter", &["shop.example"]))
        );
    }

    #[test]
    fn the_table_holds_words_and_no_greedy_pattern() {
        assert!(TABLE.0.lines().all(|line| line.matches('|').count() == 3));
        for vendor in TABLE.vendors().filter(|vendor| !vendor.ids.is_empty()) {
            for list in [vendor.ids, vendor.hosts, vendor.cookies] {
                assert!(pieces(list, b' ').all(|word| !word.is_empty()), "{list}");
            }
            assert!(pieces(vendor.ids, b' ').all(|id: &str| !id.contains('.')));
            assert!(pieces(vendor.hosts, b' ').all(|host| host.contains('.') && !host.starts_with('.')));
            for name in ["cart", "session", "PHPSESSID", "portcullis", "csrf_token", "_shopify_s", "AMPLE"] {
                assert!(!fits(vendor.cookies, name) && !fits(vendor.items, name), "{name}");
            }
        }
    }
}

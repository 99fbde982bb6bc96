//! What refused services left in the browser, and how to remove it.

use super::{Leavings, Standing};
use crate::policy::{Cookie, Party, Policy, Service, matches, service_key};
use crate::text::{cut, join};

/// Names of cookies and storage items to clear: those of services that may not run, as the policy says or as is
/// known of such vendors, except where a service that may run uses the same name, and never the visitor's own record.
#[derive(Clone, Copy, Debug)]
pub struct Traces<'a> {
    policy: &'a Policy,
    standing: &'a Standing,
    leavings: Leavings,
}

impl<'a> Traces<'a> {
    /// What `standing` leaves to be cleared.
    pub fn of(policy: &'a Policy, standing: &'a Standing, leavings: Leavings) -> Self {
        Self { policy, standing, leavings }
    }

    /// True for a cookie to clear.
    pub fn takes_cookie(&self, name: &str) -> bool {
        self.takes(
            |s| first_party(s).any(|c| matches(c.glob(), name)) || self.leavings.leaves_cookie(s, name),
            name,
        )
    }

    /// True for a localStorage or sessionStorage item, or an IndexedDB database, to clear.
    pub fn takes_item(&self, name: &str) -> bool {
        self.takes(
            |s| s.storage.iter().any(|glob| matches(glob, name)) || self.leavings.leaves_item(s, name),
            name,
        )
    }

    /// True where there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        let mut services = self.policy.services.iter();
        let leaves =
            |s: &Service| first_party(s).next().is_some() || !s.storage.is_empty() || self.leavings.knows(s);
        !services.any(|s| !self.grants(s) && leaves(s))
    }

    /// True where a service that may not run uses `name`, and none that may run.
    fn takes(&self, uses: impl Fn(&Service) -> bool, name: &str) -> bool {
        let mut clear = false;
        for s in &self.policy.services {
            if uses(s) {
                if self.grants(s) {
                    return false;
                }
                clear = true;
            }
        }
        clear && !name.starts_with("portcullis")
    }

    fn grants(&self, service: &Service) -> bool {
        self.standing.grants(service_key(&service.id)) == Some(true)
    }
}

fn first_party(service: &Service) -> impl Iterator<Item = &Cookie> {
    service.cookies.iter().filter(|c| c.party == Party::First)
}

/// Every `document.cookie` assignment that may remove cookie `name` from a page at `host` and `path`: host-only
/// and each domain suffix with at least two labels, each prefix of the path, partitioned (CHIPS) and not. A
/// script cannot see with which of them a cookie was set.
pub fn removals(name: &str, host: &str, path: &str, mut assign: impl FnMut(&str)) {
    let mut domain = Some(host);
    let mut host_only = true;
    while let Some(suffix) = domain {
        let parent = cut(suffix, b'.').map(|(_, parent)| parent);
        // An address has no parent domains, nor has a bare name.
        let named = parent.is_some() && !host.as_bytes().last().is_some_and(u8::is_ascii_digit);
        if host_only || named {
            for (at, byte) in path.bytes().chain([b'/']).enumerate() {
                // A folder is one cookie path without the slash at its end, and another one with it.
                let slash = byte == b'/';
                let after = at > 0 && path.as_bytes().get(at - 1) == Some(&b'/');
                let Some(prefix) = path.get(..at).filter(|_| after || (slash && at > 0)) else {
                    continue;
                };
                // What is called so may be set with `Secure` only.
                let secure = name.starts_with("__Host-") || name.starts_with("__Secure-");
                let mark = if secure { "=; Secure; Max-Age=0; Path=" } else { "=; Max-Age=0; Path=" };
                let mut cookie = join(&[name, mark, prefix]);
                if !host_only {
                    cookie.push_str("; Domain=");
                    cookie.push_str(suffix);
                }
                assign(&cookie);
                cookie.push_str("; Secure; SameSite=None; Partitioned");
                assign(&cookie);
            }
        }
        domain = if host_only { Some(host) } else { parent };
        host_only = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removals_cover_domain_suffixes_and_path_prefixes() {
        let all = |host, path| {
            let mut all = Vec::new();
            removals("_ga", host, path, |cookie| all.push(cookie.to_owned()));
            all
        };
        let plain = |host, path| -> Vec<String> {
            all(host, path).into_iter().filter(|r| !r.contains("Partitioned")).collect()
        };
        assert_eq!(
            plain("www.shop.example", "/a/b"),
            [
                "_ga=; Max-Age=0; Path=/",
                "_ga=; Max-Age=0; Path=/a",
                "_ga=; Max-Age=0; Path=/a/",
                "_ga=; Max-Age=0; Path=/a/b",
                "_ga=; Max-Age=0; Path=/; Domain=www.shop.example",
                "_ga=; Max-Age=0; Path=/a; Domain=www.shop.example",
                "_ga=; Max-Age=0; Path=/a/; Domain=www.shop.example",
                "_ga=; Max-Age=0; Path=/a/b; Domain=www.shop.example",
                "_ga=; Max-Age=0; Path=/; Domain=shop.example",
                "_ga=; Max-Age=0; Path=/a; Domain=shop.example",
                "_ga=; Max-Age=0; Path=/a/; Domain=shop.example",
                "_ga=; Max-Age=0; Path=/a/b; Domain=shop.example",
            ]
        );
        let mut marked = String::new();
        removals("__Host-id", "localhost", "/", |cookie| marked.push_str(cookie));
        assert!(marked.starts_with("__Host-id=; Secure; Max-Age=0; Path=/"));
        assert_eq!(plain("localhost", "/"), ["_ga=; Max-Age=0; Path=/"]);
        assert_eq!(plain("127.0.0.1", "/").len(), 1);
        assert_eq!(all("shop.example", "/").len(), 4);
    }
}

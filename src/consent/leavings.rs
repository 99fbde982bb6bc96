//! What common vendors' code leaves on the store's own domain, so that a store need not list it.
//!
//! Names are those that vendors document, or that their code was seen to set. Cookies on a vendor's own domain are
//! not listed: no page reaches them.

use crate::policy::{Service, matches};
use crate::text::{lists, pieces};

/// A vendor's code: what it is known by, and what it leaves. Words with blanks between.
struct Vendor {
    /// Ids that services of it go by.
    ids: &'static str,
    /// Hosts that nothing else comes from.
    hosts: &'static str,
    cookies: &'static str,
    /// localStorage, sessionStorage, IndexedDB.
    items: &'static str,
}

const fn vendor(
    ids: &'static str,
    hosts: &'static str,
    cookies: &'static str,
    items: &'static str,
) -> Vendor {
    Vendor { ids, hosts, cookies, items }
}

/// A host that several services share, such as `www.googletagmanager.com`, tells none of them.
#[rustfmt::skip]
const VENDORS: [Vendor; 22] = [
    vendor("google-analytics ga4", "google-analytics.com analytics.google.com",
        "_ga _ga_* _gid _gat _gat_* _dc_gtm_* AMP_TOKEN __utma __utmb __utmc __utmt* __utmv __utmz FPLC", ""),
    vendor("google-ads google-ads-remarketing doubleclick", "googleadservices.com googleads.g.doubleclick.net ad.doubleclick.net fls.doubleclick.net googlesyndication.com",
        "_gcl_* _gac_* FPAU FPGCL* FPGSID __gads __gpi __gpi_optout __eoi __gsas _gaexp* _opt_*", "_gcl_ls"),
    vendor("meta meta-pixel facebook facebook-pixel", "connect.facebook.net", "_fbp _fbc", ""),
    vendor("microsoft-ads microsoft-uet bing-ads uet", "bat.bing.com", "_uetsid _uetvid _uetmsclkid", "_uetsid _uetvid _uetmsclkid _uet*_exp"),
    vendor("clarity microsoft-clarity", "clarity.ms", "_clck _clsk", ""),
    vendor("tiktok tiktok-pixel", "analytics.tiktok.com", "_ttp _tt_enable_cookie ttcsid ttcsid_*", ""),
    vendor("pinterest pinterest-tag", "s.pinimg.com ct.pinterest.com", "_pin_unauth _epik _derived_epik _pinterest_ct_ua", ""),
    vendor("linkedin linkedin-insight", "snap.licdn.com px.ads.linkedin.com", "li_fat_id li_giant ln_or", ""),
    vendor("snapchat snap-pixel", "sc-static.net tr.snapchat.com", "_scid _scid_r _sctr _ScCbts", ""),
    vendor("reddit reddit-pixel", "redditstatic.com alb.reddit.com", "_rdt_uuid _rdt_cid _rdt_em", ""),
    vendor("x-pixel twitter twitter-pixel", "static.ads-twitter.com", "_twclid", ""),
    vendor("hotjar", "hotjar.com hotjar.io", "_hj*", "_hj*"),
    vendor("klaviyo", "klaviyo.com", "__kla_id", "__kla_id"),
    vendor("hubspot", "hs-scripts.com hs-analytics.net", "__hstc hubspotutk __hssc __hssrc", ""),
    vendor("matomo piwik", "matomo.cloud", "_pk_id.* _pk_ses.* _pk_ref.* _pk_cvar.* _pk_hsr.*", ""),
    vendor("criteo", "criteo.com criteo.net", "cto_bundle", ""),
    vendor("segment", "segment.com segment.io", "ajs_*", "ajs_*"),
    vendor("mixpanel", "mixpanel.com mxpnl.com", "mp_*_mixpanel", "mp_*_mixpanel __mpq_*"),
    vendor("amplitude", "amplitude.com", "AMP_* amp_*", "AMP_* amp_* amplitude_*"),
    vendor("posthog", "posthog.com", "ph_*_posthog", "ph_*_posthog __ph_opt_in_out_*"),
    vendor("snowplow", "snowplowanalytics.com", "_sp_id.* _sp_ses.*", "snowplowOutQueue_*"),
    vendor("yandex-metrica", "mc.yandex.ru mc.yandex.com", "_ym_*", "_ym*"),
];

/// True where code like that of `service` leaves a cookie of this name.
pub(super) fn leaves_cookie(service: &Service, name: &str) -> bool {
    VENDORS.iter().any(|vendor| fits(vendor.cookies, name) && is_of(vendor, service))
}

/// True where it leaves a storage item or a database of this name.
pub(super) fn leaves_item(service: &Service, name: &str) -> bool {
    VENDORS.iter().any(|vendor| fits(vendor.items, name) && is_of(vendor, service))
}

/// True where it is known what `service` leaves.
pub(super) fn is_known(service: &Service) -> bool {
    VENDORS.iter().any(|vendor| is_of(vendor, service))
}

fn fits(globs: &str, name: &str) -> bool {
    pieces(globs, b' ').any(|glob| matches(glob, name))
}

fn is_of(vendor: &Vendor, service: &Service) -> bool {
    lists(vendor.ids, &service.id) || service.hosts.iter().any(|host| is_below(host, vendor.hosts))
}

/// True where `host` is one of `hosts`, or a subdomain of one.
fn is_below(host: &str, hosts: &str) -> bool {
    let above = |known: &str| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    pieces(hosts, b' ').any(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Text;

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
            assert_eq!(leaves_cookie(&service(id, hosts), name), expected, "{id} {hosts:?} {name}");
        }
        assert!(leaves_item(&service("google-ads", &[]), "_gcl_ls"));
        assert!(is_known(&service("google-ads", &[])) && !is_known(&service("counter", &["shop.example"])));
    }

    #[test]
    fn the_table_holds_words_and_no_greedy_pattern() {
        for vendor in &VENDORS {
            for list in [vendor.ids, vendor.hosts, vendor.cookies] {
                assert!(pieces(list, b' ').all(|word| !word.is_empty()), "{list}");
            }
            assert!(pieces(vendor.ids, b' ').all(|id| !id.contains('.')));
            assert!(pieces(vendor.hosts, b' ').all(|host| host.contains('.') && !host.starts_with('.')));
            for name in ["cart", "session", "PHPSESSID", "portcullis", "csrf_token", "_shopify_s", "AMPLE"] {
                assert!(!fits(vendor.cookies, name) && !fits(vendor.items, name), "{name}");
            }
        }
    }
}

//! Two stores, one truth.

#![cfg(not(target_arch = "wasm32"))]

mod shop;

use portcullis::consent::{Kept, Record, assignment, domains, encode, newest};
use portcullis::policy::Rule;
use proptest::prelude::*;
use shop::{DAY, NOW, record};

fn with(sequence: u32, made: u64, id: u8) -> Record {
    Record { sequence, made, id: [id; 12], ..record(Rule::OptIn, &["ads"]) }
}

#[test]
fn the_table_of_what_stores_hold_holds() {
    let (old, new) = (with(4, NOW, 1), with(5, NOW, 1));
    let (old_text, new_text) = (encode(&old), encode(&new));
    let (old_copy, new_copy) = (Some(&*old_text), Some(&*new_text));
    let bad = Some("1.AAAA");
    for (copies, record, repair, damaged) in [
        (&[][..], None, false, false),
        (&[None], None, false, false),
        (&[None, None], None, false, false),
        (&[new_copy], Some(&new), false, false),
        (&[new_copy, new_copy], Some(&new), false, false),
        (&[new_copy, None], Some(&new), true, false),
        (&[None, new_copy], Some(&new), true, false),
        (&[new_copy, old_copy], Some(&new), true, false),
        (&[old_copy, new_copy], Some(&new), true, false),
        (&[bad], None, false, true),
        (&[bad, bad], None, false, true),
        (&[bad, None], None, false, true),
        (&[bad, new_copy], Some(&new), true, true),
        (&[new_copy, bad], Some(&new), true, true),
        (&[Some(""), new_copy], Some(&new), true, true),
        (&[old_copy, new_copy, old_copy], Some(&new), true, false),
        (&[old_copy, old_copy, new_copy], Some(&new), true, false),
    ] {
        let stored = newest(copies, NOW);
        assert_eq!(stored.record.as_ref(), record, "{copies:?}");
        assert_eq!((stored.repair, stored.damaged.is_some()), (repair, damaged), "{copies:?}");
    }
    assert_eq!(newest(&[bad, new_copy], NOW).damaged.as_deref(), bad, "kept aside as it was");
}

#[test]
fn of_alike_choices_the_newest_is_known_by_sequence_then_time_then_id_and_not_by_whether_it_expired() {
    let table = [
        (with(5, NOW, 1), with(4, NOW + 9, 9)),
        (with(5, NOW, 1), with(5, NOW - 1, 9)),
        (with(5, NOW, 2), with(5, NOW, 1)),
        (with(9, NOW - 999 * DAY, 1), with(5, NOW, 1)),
    ];
    for (newer, older) in table {
        assert!(newer.is_newer(&older) && !older.is_newer(&newer));
        for copies in [[&newer, &older], [&older, &newer]] {
            let texts = copies.map(encode);
            let stored = newest(&texts.each_ref().map(|t| Some(t.as_str())), NOW);
            assert_eq!((stored.record.as_ref(), stored.repair), (Some(&newer), true));
        }
    }
    assert!(!with(5, NOW, 1).is_newer(&with(5, NOW, 1)));
}

#[test]
fn where_a_record_was_found_again_has_a_name() {
    for (cookie, local, kept, name) in [
        (true, true, Kept::Both, "cookie+local"),
        (true, false, Kept::Cookie, "cookie"),
        (false, true, Kept::Local, "local"),
        (false, false, Kept::Memory, "memory"),
    ] {
        assert_eq!(Kept::ALL[2 * usize::from(!cookie) + usize::from(!local)], kept);
        assert_eq!(kept.name(), name);
    }
}

#[test]
fn the_cookie_is_written_as_the_contract_says() {
    let lasts = 15_552_000;
    let plain = "portcullis=1.x; Path=/; SameSite=Lax; Max-Age=15552000";
    assert_eq!(assignment("1.x", lasts, false, ""), plain);
    assert_eq!(assignment("1.x", lasts, true, ""), format!("{plain}; Secure"));
    let shared = assignment("1.x", lasts, true, "shop.example");
    assert_eq!(shared, format!("{plain}; Secure; Domain=shop.example"));
}

#[test]
fn the_widest_domain_is_tried_first_and_no_domain_that_the_host_is_not_part_of() {
    for (wanted, host, expected) in [
        ("auto", "a.www.shop.co.uk", &["co.uk", "shop.co.uk", "www.shop.co.uk", "a.www.shop.co.uk"][..]),
        ("auto", "shop.example", &["shop.example"]),
        ("auto", "localhost", &[]),
        ("auto", "127.0.0.1", &[]),
        ("auto", "[::1]", &[]),
        ("auto", "", &[]),
        ("shop.example", "www.shop.example", &["shop.example"]),
        ("shop.example", "shop.example", &["shop.example"]),
        ("shop.example", "myshop.example", &[]),
        ("shop.example", "shop.example.evil.test", &[]),
        ("www.shop.example", "shop.example", &[]),
        ("127.0.0.1", "127.0.0.1", &[]),
        ("", "www.shop.example", &[]),
    ] {
        assert_eq!(domains(wanted, host), expected, "{wanted} at {host}");
    }
}

proptest! {
    #[test]
    fn any_copies_in_any_order_give_the_same_truth(
        copies in prop::collection::vec((0..4_u32, 0..3_u64, 0..2_u8, 0..3_u8), 0..5),
        turn in any::<prop::sample::Index>(),
    ) {
        let texts: Vec<Option<String>> = copies
            .iter()
            .map(|(sequence, made, id, kind)| match kind {
                0 => None,
                1 => Some("damaged".to_owned()),
                _ => Some(encode(&with(*sequence, *made, *id))),
            })
            .collect();
        let truth = |texts: &[Option<String>]| {
            let stored = newest(&texts.iter().map(Option::as_deref).collect::<Vec<_>>(), NOW);
            (stored.record.map(|r| (r.sequence, r.made, r.id)), stored.repair, stored.damaged)
        };
        let mut turned = texts.clone();
        turned.rotate_left(if texts.is_empty() { 0 } else { turn.index(texts.len()) });
        prop_assert_eq!(truth(&texts), truth(&turned));
        let newest = copies.iter().filter(|c| c.3 == 2).map(|c| (c.0, c.1, [c.2; 12])).max();
        prop_assert_eq!(truth(&texts).0, newest);
    }
}

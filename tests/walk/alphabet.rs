//! Everything that may happen, as letters of which the walk makes words.

use crate::shop::{DAY, NOW, purpose, region, service};
use portcullis::consent::{
    Answer, Early, Event, Gesture, Kept, Method, Record, Stored, View, Why, encode, newest,
};
use portcullis::policy::{Policy, Purpose, RegionRule, Rule, Service, Text, fingerprint, key, service_key};
use std::fmt;

/// Seconds that [`Letter::Wait`] lasts: longer than any record counts.
pub(crate) const LONG: u64 = 400 * DAY;
/// The purposes that a visitor may refuse, and how they stand in the policy.
pub(crate) const PURPOSES: [&str; 3] = ["analytics", "ads", "comfort"];
pub(crate) const ON_BY_DEFAULT: [bool; 3] = [true, true, false];
pub(crate) const SALE: [bool; 3] = [false, true, false];

/// `shared` serves two purposes. As short as can be: it is copied with every step.
pub(crate) fn policy() -> Policy {
    let mut shared = Service { vendor: Text::default(), ..service("shared", &["_s"]) };
    shared.cookies[0].duration = Text::default();
    let entry = |rule| RegionRule { regions: vec![region(rule).into()], rule };
    Policy {
        purposes: vec![
            purpose("analytics", &["shared"], &[]),
            purpose("ads", &["shared"], &["ad_storage"]),
            Purpose { default: false, ..purpose("comfort", &[], &[]) },
        ],
        services: vec![shared],
        regimes: vec![entry(Rule::OptOut), entry(Rule::Notice)],
        ..Policy::default()
    }
}

/// What a record says, in the words of the contract: what the oracle judges by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) sequence: u32,
    pub(crate) made: u64,
    /// Numbered as no visitor comes to number a choice.
    pub(crate) absurd: bool,
    pub(crate) ends: u64,
    /// The rule it was made under; `None` where it was another policy.
    pub(crate) under: Option<Rule>,
    /// Made in the future, by a clock that was wrong.
    pub(crate) early: bool,
    /// A choice taken back.
    pub(crate) reset: bool,
    /// Made by a gesture of somebody who had been told of the privacy signal.
    pub(crate) aware: bool,
    /// What it says of each purpose, if anything.
    pub(crate) answers: [Option<bool>; 3],
    pub(crate) shared_refused: bool,
}

impl Said {
    pub(crate) fn refuses(&self) -> bool {
        self.shared_refused || self.answers.contains(&Some(false))
    }

    /// How many purposes it says this of, and of the service where that can be said.
    fn count(&self, yes: bool) -> usize {
        self.answers.iter().filter(|a| **a == Some(yes)).count() + usize::from(!yes && self.shared_refused)
    }

    /// What it counts by: its number; where that is one and the same, what grants less, what refuses more, what was made
    /// later. Where all that is equal, too, the text decides.
    pub(crate) fn rank(&self) -> (u32, usize, usize, u64) {
        (self.sequence, usize::MAX - self.count(true), self.count(false), self.made)
    }
}

/// Something a store may hold.
#[derive(Clone)]
pub(crate) struct Copy {
    pub(crate) record: Record,
    /// The record as a store holds it.
    pub(crate) text: String,
    pub(crate) said: Said,
}

impl fmt::Debug for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said.fmt(f)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Choice {
    All,
    Nothing,
    OptOut,
    /// Yes to analytics, not a word about the rest.
    Analytics,
    /// No to the service `shared`, not a word about the rest.
    NotShared,
    /// Ask me again.
    Reset,
}

impl Choice {
    fn said(&self) -> (Answer, Method) {
        match self {
            Choice::All => (Answer::All, Method::AcceptAll),
            Choice::Nothing => (Answer::Nothing, Method::RejectAll),
            Choice::OptOut => (Answer::OptOut, Method::OptOut),
            Choice::Analytics => (Answer::These(vec![(key("analytics"), true)]), Method::Api),
            Choice::NotShared => (Answer::These(vec![(service_key("shared"), false)]), Method::Save),
            Choice::Reset => (Answer::Nothing, Method::Reset),
        }
    }
}

/// A choice that a page kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptChoice {
    pub(crate) choice: Choice,
    pub(crate) made: u64,
    /// It was asked about the very policy that is there now.
    pub(crate) same: bool,
}

/// What the visitor is asked, and its digest.
pub(crate) const ABOUT: &str = "a";
const DIGEST: u32 = (7 ^ b'a' as u32).wrapping_mul(0x0100_0193);

#[derive(Clone, Debug)]
pub(crate) enum Letter {
    Start(Option<Copy>, Option<&'static str>),
    /// A start where pages kept choices, or where the visitor sees a banner already.
    Arrive(Option<Copy>, Vec<KeptChoice>, View),
    Reread(Option<Copy>),
    Choose(Choice, Gesture),
    Persisted(Kept),
    Yielded,
    Gated(bool),
    Ask,
    Hide,
    Open,
    Close,
    Region(Option<Rule>),
    /// Time passes, until every record has expired.
    Wait,
}

impl Letter {
    /// True for the letters of the deepest walk: a start without and with each kind of record, with a damaged one and
    /// one of another policy; each way to choose, here and elsewhere, and stores that were emptied; answers of the shell, one of a store that
    /// failed; another region; time.
    pub(crate) fn tells(&self) -> bool {
        match self {
            Letter::Start(copy, _) => copy.as_ref().is_none_or(|c| !c.said.aware),
            Letter::Arrive(copy, kept, _) => {
                copy.as_ref().is_none_or(|c| c.said.sequence == 5) && kept.len() == 2
            }
            Letter::Reread(copy) => copy.as_ref().is_none_or(|c| c.said.sequence > 5 && !c.said.absurd),
            Letter::Choose(Choice::All, _) | Letter::Choose(Choice::Nothing, Gesture::Layer) => true,
            Letter::Choose(choice, _) => matches!(choice, Choice::Reset),
            Letter::Persisted(_) | Letter::Yielded | Letter::Gated(false) | Letter::Wait => true,
            Letter::Region(rule) => matches!(rule, Some(Rule::OptIn | Rule::OptOut)),
            Letter::Gated(true) | Letter::Ask | Letter::Hide | Letter::Open | Letter::Close => false,
        }
    }

    /// The event it stands for, if it is more than time passing.
    pub(crate) fn event(&self, now: u64) -> Option<Event> {
        let stored = |copy: &Option<Copy>, damaged: Option<&str>| {
            let found = copy.as_ref().map(|c| c.text.as_str());
            newest(&[found.or(damaged)], now)
        };
        Some(match self {
            Letter::Start(copy, damaged) => Event::Start(stored(copy, *damaged)),
            Letter::Arrive(copy, kept, shown) => {
                let early = kept.iter().zip(1..).map(|(kept, id)| {
                    let (answer, method) = kept.choice.said();
                    let about = Some(if kept.same { DIGEST } else { DIGEST + 1 });
                    Early { answer, method, gesture: Gesture::Layer, id: [id; 12], made: kept.made, about }
                });
                Event::Start(Stored { early: early.collect(), shown: *shown, ..stored(copy, None) })
            }
            Letter::Reread(copy) => Event::Reread(stored(copy, None)),
            Letter::Choose(choice, gesture) => {
                let (answer, method) = choice.said();
                Event::Choose { answer, method, gesture: *gesture, id: [9; 12] }
            }
            Letter::Persisted(kept) => Event::Persisted(*kept),
            Letter::Yielded => Event::Yielded,
            Letter::Gated(needs_reload) => Event::Gated { needs_reload: *needs_reload },
            Letter::Ask => Event::Ask,
            Letter::Hide => Event::Hide,
            Letter::Open => Event::Open,
            Letter::Close => Event::Close,
            Letter::Region(rule) => Event::Region(rule.map(|r| region(r).to_owned())),
            Letter::Wait => return None,
        })
    }
}

/// A stored record that answers every purpose alike.
fn copy(rule: Rule, sequence: u32, yes: bool) -> Copy {
    let keys: Vec<u32> = PURPOSES.map(key).to_vec();
    let (granted, refused) = if yes { (keys, Vec::new()) } else { (Vec::new(), keys) };
    let (made, lasts) = (NOW - DAY, 180 * DAY);
    let record = Record {
        id: [7; 12],
        sequence,
        made,
        lasts: lasts as u32,
        method: if yes { Method::AcceptAll } else { Method::RejectAll },
        rule,
        gesture: true,
        signal: false,
        fingerprint: fingerprint(&policy(), rule),
        granted,
        refused,
    };
    let said = Said {
        sequence,
        made,
        absurd: false,
        ends: made + lasts,
        under: Some(rule),
        early: false,
        reset: false,
        aware: false,
        answers: [Some(yes); 3],
        shared_refused: false,
    };
    Copy { text: encode(&record), record, said }
}

/// A record of another policy, which knew only the first purpose.
fn of_another_policy(rule: Rule, yes: bool) -> Copy {
    let mut copy = copy(rule, 5, yes);
    (copy.record.fingerprint, copy.said.under) = (!copy.record.fingerprint, None);
    copy.record.granted.truncate(1);
    copy.record.refused.truncate(1);
    copy.said.answers = [Some(yes), None, None];
    copy
}

/// A choice taken back after everything was refused.
fn taken_back(rule: Rule, sequence: u32) -> Copy {
    let mut copy = copy(rule, sequence, false);
    (copy.record.method, copy.said.reset) = (Method::Reset, true);
    copy
}

/// A grant of the highest number that counts, made ahead of the clock by not quite too much: who forges a record so
/// leaves no number above it.
fn forged(rule: Rule) -> Copy {
    let mut copy = copy(rule, NOW as u32, true);
    copy.record.made = NOW + DAY - 1;
    (copy.said.made, copy.said.ends) = (copy.record.made, copy.record.made + 180 * DAY);
    copy
}

/// The same of a number above that.
fn absurd(rule: Rule) -> Copy {
    let mut copy = copy(rule, u32::MAX, true);
    copy.said.absurd = true;
    copy
}

/// Each with its text, now that its record is as it should be.
fn written(copies: impl IntoIterator<Item = Copy>) -> impl Iterator<Item = Option<Copy>> {
    copies.into_iter().map(|copy| Some(Copy { text: encode(&copy.record), ..copy }))
}

/// The letters for a visitor who comes under `rule`.
pub(crate) fn letters(rule: Rule) -> Vec<Letter> {
    let grant = copy(rule, 5, true);
    let mut aware = grant.clone();
    (aware.record.signal, aware.said.aware) = (true, true);
    let mut expired = grant.clone();
    (expired.record.made, expired.said.ends) = (NOW - 181 * DAY, NOW - DAY);
    expired.said.made = expired.record.made;
    (expired.record.sequence, expired.said.sequence) = (4, 4);
    let mut other = grant.clone();
    (other.record.fingerprint, other.said.under) = (!other.record.fingerprint, None);
    let mut expired_refusal = copy(rule, 4, false);
    (expired_refusal.record.made, expired_refusal.said.ends) = (expired.record.made, expired.said.ends);
    expired_refusal.said.made = expired.record.made;
    let mut early = grant.clone();
    (early.record.made, early.said.early) = (NOW + 2 * DAY, true);
    (early.said.made, early.said.ends) = (early.record.made, NOW + 182 * DAY);
    let (renamed, unknown) = (of_another_policy(rule, false), of_another_policy(rule, true));
    let refusal = copy(rule, 5, false);
    let (granted, refused) =
        (written([grant.clone()]).next().flatten(), written([refusal.clone()]).next().flatten());
    let found = [grant, aware, expired, expired_refusal, early, other, renamed, unknown, refusal];
    let mut letters: Vec<Letter> = written(found).map(|copy| Letter::Start(copy, None)).collect();
    let kept = |choice, ago, same| KeptChoice { choice, made: NOW - ago, same };
    let hour = DAY / 24;
    // What each is worth is in `tests/early.rs`; here it is what comes of one, of two, and of one that counts for nothing.
    for (copy, early) in [
        (&None, vec![kept(Choice::All, hour, true)]),
        (&None, vec![kept(Choice::All, hour, false)]),
        (&None, vec![kept(Choice::Nothing, hour, false)]),
        (&None, vec![kept(Choice::Nothing, hour, true), kept(Choice::All, hour, true)]),
        (&granted, vec![kept(Choice::All, hour, true), kept(Choice::Nothing, hour, true)]),
        (&granted, vec![kept(Choice::NotShared, DAY, false)]),
        (&refused, vec![kept(Choice::All, DAY, true)]),
        (&refused, vec![kept(Choice::Analytics, hour, true)]),
    ] {
        letters.push(Letter::Arrive(copy.clone(), early, View::Rest));
    }
    if rule != Rule::OptOut {
        let why = if rule == Rule::Notice { Why::Notice } else { Why::First };
        letters.push(Letter::Arrive(granted, vec![], View::Banner(why)));
    }
    letters.push(Letter::Start(None, None));
    letters.push(Letter::Start(None, Some("no record")));
    let elsewhere = [
        copy(rule, 50, true),
        copy(rule, 50, false),
        copy(rule, 1, true),
        taken_back(rule, 60),
        forged(rule),
        absurd(rule),
    ];
    letters.extend(written(elsewhere).map(Letter::Reread));
    letters.push(Letter::Reread(None));
    for (choice, gesture) in [
        (Choice::All, Gesture::Layer),
        (Choice::All, Gesture::Page),
        (Choice::All, Gesture::Code),
        (Choice::Nothing, Gesture::Layer),
        (Choice::Nothing, Gesture::Code),
        (Choice::OptOut, Gesture::Layer),
        (Choice::Analytics, Gesture::Layer),
        (Choice::Analytics, Gesture::Code),
        (Choice::NotShared, Gesture::Code),
        (Choice::Reset, Gesture::Code),
    ] {
        letters.push(Letter::Choose(choice, gesture));
    }
    letters.extend([Kept::Both, Kept::Memory].map(Letter::Persisted));
    letters.extend([Letter::Yielded, Letter::Gated(false), Letter::Gated(true)]);
    letters.extend([Letter::Ask, Letter::Hide, Letter::Open, Letter::Close]);
    letters.extend([Some(Rule::OptIn), Some(Rule::OptOut), Some(Rule::Notice), None].map(Letter::Region));
    letters.push(Letter::Wait);
    letters
}

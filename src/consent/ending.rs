//! When a choice stopped counting though nobody chose: receipts say so.

use super::{Method, Record, Session};

/// Why a choice counts no more, in whole or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its time is over.
    Expired = 1,
    /// A privacy signal turns off something that it granted.
    Signal,
}

impl Ending {
    /// Every one; each goes over by its number.
    pub const ALL: [Ending; 2] = [Ending::Expired, Ending::Signal];
}

impl Session {
    /// What ended the choice in `record`, the newest of which there is a receipt; `None` where it stands as it was
    /// made. `method` is that of the receipt: one that is not the record's own has told of the end already. A choice
    /// that was taken back had its end in that.
    pub fn ending(&self, record: &Record, method: Option<Method>, now: u64) -> Option<Ending> {
        if method != Some(record.method) || record.method == Method::Reset {
            return None;
        }
        if !self.has_chosen() {
            return record.is_expired(now).then_some(Ending::Expired);
        }
        let lost = |id: &str, k| record.answer(k) == Some(true) && !self.grants(id);
        let honoured = self.honours_signal() && self.is_decided();
        let mut all = self.policy.purposes.iter().zip(self.policy.keys());
        (honoured && all.any(|(p, k)| lost(&p.id, k))).then_some(Ending::Signal)
    }
}

//! Where a record is kept.

/// Where a record really was found again after writing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// Cookie and localStorage.
    Both,
    /// Cookie alone.
    Cookie,
    /// localStorage alone.
    Local,
    /// Nowhere: it holds for this page only.
    #[default]
    Memory,
}

impl Kept {
    /// Every one, at the place of the number that the shell gives.
    pub const ALL: [Kept; 4] = [Kept::Both, Kept::Cookie, Kept::Local, Kept::Memory];

    /// The name in [`Outcome`](super::Outcome).
    pub fn name(self) -> &'static str {
        match self {
            Kept::Both => "cookie+local",
            Kept::Cookie => "cookie",
            Kept::Local => "local",
            Kept::Memory => "memory",
        }
    }
}

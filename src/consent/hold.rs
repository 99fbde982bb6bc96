//! What happens to one gated element when the standing changes.

/// How an element is gated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A script: runs once, ever, and cannot be un-run.
    Script,
    /// Content, which is put into the page and taken out again: of a template, of a frame, a part of the page.
    Content,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// Inert.
    #[default]
    Held,
    /// At work. A script stays here for ever once it ran.
    Released,
}

/// What to do to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Leave,
    /// Let it work.
    Release,
    /// Make it inert again.
    TakeBack,
    /// It ran and cannot be taken back: only a reload ends it.
    NeedsReload,
}

impl Act {
    /// Every one, at the place of its number.
    pub const ALL: [Act; 4] = [Act::Leave, Act::Release, Act::TakeBack, Act::NeedsReload];
}

impl Hold {
    /// What to do to an element of `shape` that stands here, now that its expression holds or not.
    pub fn act(self, shape: Shape, allowed: bool) -> Act {
        match (self, allowed, shape) {
            (Hold::Held, true, _) => Act::Release,
            (Hold::Released, false, Shape::Script) => Act::NeedsReload,
            (Hold::Released, false, _) => Act::TakeBack,
            _ => Act::Leave,
        }
    }
}

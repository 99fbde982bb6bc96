//! Whose act it is.

/// Whose act a choice is. Where somebody clicked is part of it: a page's own button says what the page likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The page's code, or a click by script: no gesture that the browser vouches for.
    Code,
    /// A click on something of the page: a button, a placeholder.
    Page,
    /// A click in banner or panel, where the visitor was told what is asked.
    Layer,
}

impl Gesture {
    /// Every one, at the place of the number that the shell gives.
    pub const ALL: [Gesture; 3] = [Gesture::Code, Gesture::Page, Gesture::Layer];
}

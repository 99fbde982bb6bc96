/** What the gate module is told and asked, by number; `src/gate/mod.rs` says what the texts are. */
export const enum Ask {
  Begin,
  // The first module answers this, and `Link` and `Palette`.
  First,
  Standing,
  Link,
  Palette,
  // Events.
  Start,
  Reread,
  Persisted,
  Yielded,
  Gated,
  Ask,
  Hide,
  Open,
  Close,
  Region,
  Choose,
  // Questions.
  Allowed,
  Known,
  Cookie,
  Item,
  Act,
  Commands,
  Before,
  Record,
  Encoded,
  Assignment,
  Aside,
  Removals,
  Mode,
  Leavings,
  Gpp,
  Domains,
  Facts,
  Wanted,
}

/** Places of the marks that `Standing` begins with; one for each purpose and service follows. */
export const enum Mark {
  Rule,
  Chosen,
  Decided,
  Signal,
  Honoured,
  First,
}

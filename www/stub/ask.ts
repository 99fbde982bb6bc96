/** What the gate module is told and asked, by number; `src/gate/mod.rs` says what the texts are. */
export const enum Ask {
  // Of `ask`: what the first banner needs.
  Begin,
  Fresh,
  Standing,
  Link,
  Palette,
  // Of `more`: all the rest, events first.
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

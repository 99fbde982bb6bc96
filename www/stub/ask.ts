/** What the gate module is told and asked, by number; `src/gate/mod.rs` says what the texts are. */
export const enum Ask {
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
  Begin,
  Allowed,
  Known,
  Cookie,
  Item,
  Link,
  Act,
  Google,
  Standing,
  Before,
  Record,
  Encoded,
  Assignment,
  Aside,
  Removals,
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

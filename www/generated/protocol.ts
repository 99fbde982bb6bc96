/**
 * What page and core say to each other, by number and letter. Made of `src/protocol.rs` and the enums that it names: after a
 * change there `UPDATE=1 sh tools/with.sh cargo test --locked --test protocol` writes it anew.
 */

/** What the gate module is told and asked, each with a text. A fact is answered with `1`, or with nothing. */
export const enum Ask {
  /** Region, privacy signal (`Signal`) and the tokens of the policy, NUL between. Gives `1` where there is a policy now. */
  Begin = 0,
  /** The first module answers this, and `Link` and `Palette`. Region, privacy signal and the outline of the policy (`www/boot/outline.ts`), NUL between; no store has a copy of a record. Gives the first of the effects of the start: the banner, where there is one. */
  First = 1,
  /** The marks (`Mark`): digit of the regime, `1` or `0` for the facts, then for each purpose and service. */
  Standing = 2,
  /** A URL. Gives `1` where it may be followed. */
  Link = 3,
  /** `#rrggbb`. Gives what goes with it, three colours of eight hexadecimal digits. */
  Palette = 4,
  /** Event. What the first module answered and a NUL, or neither; the copies as for `Reread`. */
  Start = 5,
  /** Event. The copies found, one a line, `=` before those of cookies, an empty line for a store without one; a line that begins with `|` has the choices that pages kept, which count at a start. */
  Reread = 6,
  /** Event. Where the record was found when read back. */
  Persisted = 7,
  /** Event. The browser had its turn. */
  Yielded = 8,
  /** Event. `1` where a reload is needed. */
  Gated = 9,
  /** Event. Somebody asks for the banner. */
  Ask = 10,
  /** Event. Hide it. */
  Hide = 11,
  /** Event. Open the panel. */
  Open = 12,
  /** Event. It was closed without saving. */
  Close = 13,
  /** Event. The code of a region. */
  Region = 14,
  /** Event, the last one. Lines: name of the method; name of the method whose button it is; whose act it is; 12 random bytes in hexadecimal; a mark for each purpose and service, `1` yes, `0` no, `-` not named. */
  Choose = 15,
  /** An expression. Gives `1` where it holds. */
  Allowed = 16,
  /** An expression. Gives `1` where it names only what the policy declares. */
  Known = 17,
  /** Name of a cookie. Gives `1` where it is to be cleared. */
  Cookie = 18,
  /** Name of a storage item. Gives `1` where it is to be cleared. */
  Item = 19,
  /** `1` or `0` for a script or not, for released, for allowed. Gives what to do. */
  Act = 20,
  /** The cause of `Effect.Tell`, `1` where the default was granted else `0`, and tokens of all commands. Gives what vendors are told, as JSON. */
  Commands = 21,
  /** The cause of `Effect.Tell`. Gives its name. */
  Cause = 22,
  /** A record as text; none for the one that counts. Gives it as JSON; nothing where there is none. */
  Record = 23,
  /** Gives the record to write. */
  Encoded = 24,
  /** Protocol of the page and domain of the cookie, a line each. Gives the `document.cookie` assignment for it. */
  Assignment = 25,
  /** Gives the text found in place of a record. */
  Aside = 26,
  /** Name of a cookie, host and path of the page, a line each. Gives the assignments that remove it, a line each. */
  Removals = 27,
  /** Region, and the names of those where Google's advanced mode was chosen, a line each. It is remembered. */
  Mode = 28,
  /** The table of what common vendors leave. It is remembered. */
  Leavings = 29,
  /** Names of GPP sections, blanks between. Gives the strings of GPP. */
  Gpp = 30,
  /** Host of the page. Gives domains to try for the cookie, a line each. */
  Domains = 31,
  /** Gives eight hexadecimal digits for each purpose and service. */
  Facts = 32,
  /** An expression. Gives `1` or `-` for each purpose and service: what to grant so that it holds. */
  Wanted = 33,
  /** Name of the method of the newest receipt, or anything else, and its record as text, a line each. Gives what ended its choice, if that has come. */
  Ended = 34,
  /** What the visitor knew when they chose. Gives `1` or `0` for each purpose and service: what is new. */
  News = 35,
  /** `1` where held calls are to be dropped else `0`, and a line for each queue. Gives what becomes of them. */
  Held = 36,
  /** What a platform's visitor said, and how to read it. Gives `1`, `0` or `-` for each purpose: the choice to make of it. */
  Adopt = 37,
  /** Gives `1` where a change is on its way. */
  Turning = 38,
  /** From now on only a click in banner or panel grants. */
  Gesture = 39,
  /** What `Effect.Chosen` or `Effect.Settle` is about. Gives it as JSON, with the record. */
  Outcome = 40,
  /** Gives the standing by name, as JSON: what the panel shows, and what events tell of. */
  Named = 41,
}

/** Places of the marks that `Ask.Standing` begins with; one for each purpose and service follows. */
export const enum Mark {
  /** The regime. */
  Rule = 0,
  /** A choice counts. */
  Chosen = 1,
  /** It was made under the policy as it stands. */
  Decided = 2,
  /** A privacy signal is on. */
  Signal = 3,
  /** Advertising is off because of it. */
  Honoured = 4,
  /** The first of those that follow. */
  First = 5,
}

/** What to do: the first character of an effect. The second says about what. */
export const enum Effect {
  /** Write the record, and tell where it was found. */
  Persist = 'p',
  /** Write the record once more. */
  Repair = 'r',
  /** A damaged text was found. */
  SetAside = 'd',
  /** The choice is not made: only a click in banner or panel may grant. */
  Decline = 'x',
  /** The record found is one that only a cookie holds. */
  Suspect = 'f',
  /** Show no banner: see `View`. */
  View = 'v',
  /** Show the banner: see `Why`. */
  Banner = 'b',
  /** Let the browser paint, then tell of it. */
  Yield = 'y',
  /** Tell vendors of the change that the character stands for. */
  Tell = 't',
  /** Make the gated elements as the standing says, then tell of it. */
  Gate = 'g',
  /** Clear what refused services left. */
  Clear = 'c',
  /** Dispatch an event: see `Notice`. */
  Notify = 'n',
  /** Dispatch that a choice is settled. */
  Chosen = 'o',
  /** Answer who waits. */
  Settle = 's',
}

/** What is shown beside the banner. */
export const enum View {
  /** Nothing. */
  Rest = '0',
  /** Nothing, and that the choice was saved. */
  Saved = '1',
  /** Nothing, and that it holds for this page only. */
  Unsaved = '2',
  /** The panel. */
  Panel = '3',
}

/** Why the banner is shown. */
export const enum Why {
  First = '0',
  Changed = '1',
  Expired = '2',
  Notice = '3',
  Requested = '4',
}

/** What the page is told of. */
export const enum Notice {
  /** The standing is known. */
  Ready = '0',
  /** The banner is shown. */
  Asked = '1',
  /** Purposes came or went. */
  Changed = '2',
}

/** What the browser says for its visitor. */
export const enum Signal {
  /** A privacy signal. */
  Privacy = '1',
  /** An objection: Do Not Track, where the store follows it. */
  Objection = '2',
}

/** What holds before the visitor has chosen. */
export const enum Rule {
  OptIn = '0',
  OptOut = '1',
  Notice = '2',
}

/** What to do to an element. */
export const enum Act {
  Leave = '0',
  Release = '1',
  TakeBack = '2',
  NeedsReload = '3',
}

/** Where a record is kept. */
export const enum Kept {
  Both = '0',
  Cookie = '1',
  Local = '2',
  Memory = '3',
}

/** Whose act a choice is. */
export const enum Gesture {
  Code = '0',
  Page = '1',
  Layer = '2',
}

/** What ended a choice though nobody chose. */
export const enum Ending {
  Expired = '1',
  Signal = '2',
}

/** Where a choice was made that is kept before the gate can take it. */
export const enum Layer {
  /** In the banner. */
  Banner = '0',
  /** In the panel. */
  Panel = '1',
  /** On the page. */
  Page = '2',
}

/** When a command is said. */
export const enum Occasion {
  /** As a page starts. */
  Default = '0',
  /** Its service being granted. */
  Grant = '1',
  /** Its service being refused. */
  Deny = '2',
  /** Either way. */
  Update = '3',
}

/** What becomes of calls that were held. */
export const enum Held {
  /** They are held on. */
  Wait = '0',
  /** They are dropped, and the next ones are held. */
  Drop = '1',
  /** They are let go, as the marks that follow say. */
  Go = '2',
}

/** Names under which something is kept in a browser. */
export const enum Stored {
  /** The cookie, the item in localStorage and the channel to other tabs: the record. */
  Record = 'portcullis',
  /** Choices that the gate could not take yet: an item, or a cookie that stands in for it. */
  Early = 'portcullis.early',
  /** A cookie that is there for a moment only, to see which domain the browser takes. */
  Trial = 'portcullis.try',
  /** A text found in place of a record, for support. */
  Damaged = 'portcullis:damaged',
  /** Receipts of the choices made here. */
  History = 'portcullis:history',
  /** What was shown with them: each text by its hash. */
  Texts = 'portcullis:texts',
  /** Receipts that the store's endpoint has not taken yet. */
  Outbox = 'portcullis:outbox',
  /** What the visitor knew when they chose. */
  Seen = 'portcullis:seen',
}

/** How a choice is made. */
export const METHODS = ['accept-all', 'reject-all', 'save', 'withdraw', 'api', 'us-opt-out', 'reset'] as const;

//! What page and core say to each other, by number and letter: names would stand in both files, and every visitor pays
//! for them. Each stands here once. `www/generated/protocol.ts` is made of it, and of the enums of `consent` and `policy`
//! that go over by their numbers; `tests/protocol.rs` fails where that is out of date, and `UPDATE=1` writes it.

/// Constants that count from 0, and a list of them with what is said of each.
macro_rules! numbered {
    ($(#[doc = $about:literal])* $group:ident: $($(#[doc = $doc:literal])* $name:ident,)*) => {
        $(#[doc = $about])*
        #[allow(non_upper_case_globals, reason = "they are the variants of an enum on the page's side")]
        pub mod $group {
            #[allow(dead_code, clippy::upper_case_acronyms)]
            enum Place { $($name,)* }
            $($(#[doc = $doc])* pub const $name: u32 = Place::$name as u32;)*
            /// Every one: its name, its number, what it is.
            pub const ALL: &[(&str, u32, &str)] = &[$((stringify!($name), $name, concat!($($doc),*))),*];
        }
    };
}

/// Constants that are a character each, and a list of them.
macro_rules! lettered {
    ($(#[doc = $about:literal])* $group:ident: $($(#[doc = $doc:literal])* $name:ident = $letter:literal,)*) => {
        $(#[doc = $about])*
        #[allow(non_upper_case_globals, reason = "they are the variants of an enum on the page's side")]
        pub mod $group {
            $($(#[doc = $doc])* pub const $name: char = $letter;)*
            /// Every one: its name, its character, what it is.
            pub const ALL: &[(&str, char, &str)] = &[$((stringify!($name), $letter, concat!($($doc),*))),*];
        }
    };
}

numbered! {
    /// What the gate module is told and asked, each with a text. A fact is answered with `1`, or with nothing.
    ask:
    /// Region, privacy signal (`Signal`) and the tokens of the policy, NUL between. Gives `1` where there is a policy now.
    Begin,
    /// The first module answers this, and `Link` and `Palette`. Region, privacy signal and the outline of the policy (`www/boot/outline.ts`), NUL between; no store has a copy of a record.
    /// Gives the first of the effects of the start: the banner, where there is one.
    First,
    /// The marks (`Mark`): digit of the regime, `1` or `0` for the facts, then for each purpose and service.
    Standing,
    /// A URL. Gives `1` where it may be followed.
    Link,
    /// `#rrggbb`. Gives what goes with it, three colours of eight hexadecimal digits.
    Palette,
    /// Event. What the first module answered and a NUL, or neither; the copies as for `Reread`.
    Start,
    /// Event. The copies found, one a line, `=` before those of cookies, an empty line for a store without one; a line that
    /// begins with `|` has the choices that pages kept, which count at a start.
    Reread,
    /// Event. Where the record was found when read back.
    Persisted,
    /// Event. The browser had its turn.
    Yielded,
    /// Event. `1` where a reload is needed.
    Gated,
    /// Event. Somebody asks for the banner.
    Ask,
    /// Event. Hide it.
    Hide,
    /// Event. Open the panel.
    Open,
    /// Event. It was closed without saving.
    Close,
    /// Event. The code of a region.
    Region,
    /// Event, the last one. Lines: name of the method; name of the method whose button it is; whose act it is; 12 random
    /// bytes in hexadecimal; a mark for each purpose and service, `1` yes, `0` no, `-` not named.
    Choose,
    /// An expression. Gives `1` where it holds.
    Allowed,
    /// An expression. Gives `1` where it names only what the policy declares.
    Known,
    /// Name of a cookie. Gives `1` where it is to be cleared.
    Cookie,
    /// Name of a storage item. Gives `1` where it is to be cleared.
    Item,
    /// `1` or `0` for a script or not, for released, for allowed. Gives what to do.
    Act,
    /// The cause of `Effect.Tell`, `1` where the default was granted else `0`, and tokens of all commands. Gives what vendors
    /// are told, as JSON.
    Commands,
    /// The cause of `Effect.Tell`. Gives its name.
    Cause,
    /// A record as text; none for the one that counts. Gives it as JSON; nothing where there is none.
    Record,
    /// Gives the record to write.
    Encoded,
    /// Protocol of the page and domain of the cookie, a line each. Gives the `document.cookie` assignment for it.
    Assignment,
    /// Gives the text found in place of a record.
    Aside,
    /// Name of a cookie, host and path of the page, a line each. Gives the assignments that remove it, a line each.
    Removals,
    /// Region, and the names of those where Google's advanced mode was chosen, a line each. It is remembered.
    Mode,
    /// The table of what common vendors leave. It is remembered.
    Leavings,
    /// Names of GPP sections, blanks between. Gives the strings of GPP.
    Gpp,
    /// Host of the page. Gives domains to try for the cookie, a line each.
    Domains,
    /// Gives eight hexadecimal digits for each purpose and service.
    Facts,
    /// An expression. Gives `1` or `-` for each purpose and service: what to grant so that it holds.
    Wanted,
    /// Name of the method of the newest receipt, or anything else, and its record as text, a line each. Gives what ended its
    /// choice, if that has come.
    Ended,
    /// What the visitor knew when they chose. Gives `1` or `0` for each purpose and service: what is new.
    News,
    /// `1` where held calls are to be dropped else `0`, and a line for each queue. Gives what becomes of them.
    Held,
    /// What a platform's visitor said, and how to read it. Gives `1`, `0` or `-` for each purpose: the choice to make of it.
    Adopt,
    /// Gives `1` where a change is on its way.
    Turning,
    /// From now on only a click in banner or panel grants.
    Gesture,
    /// What `Effect.Chosen` or `Effect.Settle` is about. Gives it as JSON, with the record.
    Outcome,
    /// Gives the standing by name, as JSON: what the panel shows, and what events tell of.
    Named,
}

numbered! {
    /// Places of the marks that `Ask.Standing` begins with; one for each purpose and service follows.
    mark:
    /// The regime.
    Rule,
    /// A choice counts.
    Chosen,
    /// It was made under the policy as it stands.
    Decided,
    /// A privacy signal is on.
    Signal,
    /// Advertising is off because of it.
    Honoured,
    /// The first of those that follow.
    First,
}

lettered! {
    /// What to do: the first character of an effect. The second says about what.
    effect:
    /// Write the record, and tell where it was found.
    Persist = 'p',
    /// Write the record once more.
    Repair = 'r',
    /// A damaged text was found.
    SetAside = 'd',
    /// The choice is not made: only a click in banner or panel may grant.
    Decline = 'x',
    /// The record found is one that only a cookie holds.
    Suspect = 'f',
    /// Show no banner: see `View`.
    View = 'v',
    /// Show the banner: see `Why`.
    Banner = 'b',
    /// Let the browser paint, then tell of it.
    Yield = 'y',
    /// Tell vendors of the change that the character stands for.
    Tell = 't',
    /// Make the gated elements as the standing says, then tell of it.
    Gate = 'g',
    /// Clear what refused services left.
    Clear = 'c',
    /// Dispatch an event: see `Notice`.
    Notify = 'n',
    /// Dispatch that a choice is settled.
    Chosen = 'o',
    /// Answer who waits.
    Settle = 's',
}

lettered! {
    /// What is shown beside the banner.
    view:
    /// Nothing.
    Rest = '0',
    /// Nothing, and that the choice was saved.
    Saved = '1',
    /// Nothing, and that it holds for this page only.
    Unsaved = '2',
    /// The panel.
    Panel = '3',
}

lettered! {
    /// What the page is told of.
    notice:
    /// The standing is known.
    Ready = '0',
    /// The banner is shown.
    Asked = '1',
    /// Purposes came or went.
    Changed = '2',
}

lettered! {
    /// What the browser says for its visitor.
    signal:
    /// A privacy signal.
    Privacy = '1',
    /// An objection: Do Not Track, where the store follows it.
    Objection = '2',
}

lettered! {
    /// When a command is said.
    occasion:
    /// As a page starts.
    Default = '0',
    /// Its service being granted.
    Grant = '1',
    /// Its service being refused.
    Deny = '2',
    /// Either way.
    Update = '3',
}

lettered! {
    /// What becomes of calls that were held.
    held:
    /// They are held on.
    Wait = '0',
    /// They are dropped, and the next ones are held.
    Drop = '1',
    /// They are let go, as the marks that follow say.
    Go = '2',
}

lettered! {
    /// Where a choice was made that is kept before the gate can take it.
    layer:
    /// In the banner.
    Banner = '0',
    /// In the panel.
    Panel = '1',
    /// On the page.
    Page = '2',
}

/// Names under which something is kept in a browser.
pub mod storage {
    /// The cookie, the item in localStorage and the channel to other tabs that have the record.
    pub const RECORD: &str = "portcullis";
    /// Every name: what it is called in code, what it is, what is kept under it.
    pub const ALL: &[(&str, &str, &str)] = &[
        ("Record", RECORD, "The cookie, the item in localStorage and the channel to other tabs: the record."),
        (
            "Early",
            "portcullis.early",
            "Choices that the gate could not take yet: an item, or a cookie that stands in for it.",
        ),
        (
            "Trial",
            "portcullis.try",
            "A cookie that is there for a moment only, to see which domain the browser takes.",
        ),
        ("Damaged", "portcullis:damaged", "A text found in place of a record, for support."),
        ("History", "portcullis:history", "Receipts of the choices made here."),
        ("Texts", "portcullis:texts", "What was shown with them: each text by its hash."),
        ("Outbox", "portcullis:outbox", "Receipts that the store's endpoint has not taken yet."),
        ("Seen", "portcullis:seen", "What the visitor knew when they chose."),
    ];
}

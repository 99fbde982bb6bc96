# A Rust that can build for wasm32-unknown-unknown, by one of two routes.
#
#   rustup   one pinned release with the wasm32 standard library and the library's source
#   debian   apt's rustc-web and its source; the standard library for wasm32 is built here, once (sysroot.sh)
#
# Without TOOLCHAIN: rustup if it already has every part; else debian where packages can be installed without
# asking; else rustup if its server answers; else debian. The answer is remembered in .toolchain/route.

# The release of both routes: formatter, lints and the size flags (unstable, hence pinned) are those of one compiler.
RUST_RELEASE=${RUST_RELEASE:-$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)}
RUSTUP_PARTS="rust-src clippy rustfmt"
DEBIAN_RUST="rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web"
TARGET=wasm32-unknown-unknown

choose_route() {
    case ${TOOLCHAIN:-} in
    rustup | debian) ROUTE=$TOOLCHAIN; return ;;
    "") ;;
    *) fail "TOOLCHAIN is '$TOOLCHAIN'; it can be rustup or debian" ;;
    esac
    if [ -f "$TC/route" ]; then ROUTE=$(cat "$TC/route")
    elif rustup_complete; then ROUTE=rustup
    elif [ -x /usr/bin/cargo ] && [ -z "$(apt_missing $DEBIAN_RUST)" ]; then ROUTE=debian
    elif apt_allowed && apt_update_once && debian_has_rust; then ROUTE=debian
    elif rustup_answers; then ROUTE=rustup
    elif command -v apt-get >/dev/null; then ROUTE=debian
    else fail "no way to a Rust that builds for $TARGET: rustup is missing or its server does not answer, and this is not Debian. Install rustup (rustup.rs), then run this again"
    fi
}

ensure_rust() {
    choose_route
    if [ "$ROUTE" = rustup ]; then rust_from_rustup; else rust_from_debian; fi
    rustc -vV >/dev/null || fail "rustc does not run"
    echo "$ROUTE" >"$TC/route"
    say "  Rust: $(rustc --version) by the $ROUTE route"
}

rustup_complete() {
    command -v rustup >/dev/null || return 1
    have=$(rustup component list --installed --toolchain "$RUST_RELEASE" 2>/dev/null) || return 1
    for part in $RUSTUP_PARTS rust-std-$TARGET; do
        echo "$have" | grep -q "^$part" || return 1
    done
}

# One small question with a short limit: where downloads are cut off, it is found out here, not after minutes.
rustup_answers() {
    command -v rustup >/dev/null || return 1
    status=0
    limited 15 rustup check >/dev/null 2>&1 || status=$?
    # 100 is rustup's way to say that updates exist.
    [ $status = 0 ] || [ $status = 100 ]
}

# Not every system has `timeout`; there, one waits as long as the program does.
limited() {
    if command -v timeout >/dev/null; then timeout "$@"; else shift && "$@"; fi
}

rust_from_rustup() {
    command -v rustup >/dev/null || fail "TOOLCHAIN=rustup, but there is no rustup here; install it (rustup.rs)"
    rm -f "$TC/bin/cargo" "$TC/bin/rustc" "$TC/bin/rustdoc" "$TC/bin/rustfmt" "$TC/bin/cargo-fmt" "$TC/bin/cargo-clippy" "$TC/bin/clippy-driver"
    RUSTUP_TOOLCHAIN=$RUST_RELEASE
    export RUSTUP_TOOLCHAIN
    rustup_complete && return 0
    rustup_answers || fail "rustup's server does not answer; on Debian, TOOLCHAIN=debian does without it"
    # shellcheck disable=SC2086 # a list of names
    step "rustup: Rust $RUST_RELEASE for $TARGET" \
        "rustup could not install Rust $RUST_RELEASE; on Debian, TOOLCHAIN=debian does without it" \
        limited 900 rustup toolchain install "$RUST_RELEASE" --profile minimal --no-self-update \
        --target $TARGET $(printf -- '--component %s ' $RUSTUP_PARTS)
}

debian_has_rust() {
    version=$(apt_version rustc-web)
    [ -n "$version" ] && dpkg --compare-versions "$version" ge 1.91
}

rust_from_debian() {
    unset RUSTUP_TOOLCHAIN
    # shellcheck disable=SC2086 # a list of names
    apt_install ca-certificates build-essential $DEBIAN_RUST
    # The linker must be of the compiler's own LLVM release.
    apt_install "lld-$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
    # First in PATH, so that a rustup beside it does not answer in their place.
    for tool in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do ln -sf "/usr/bin/$tool" "$TC/bin/$tool"; done
}

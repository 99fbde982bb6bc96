# Standard libraries for wasm32, built from the compiler's own source into .toolchain/, and wasm-bindgen.
#
#   dev    messages and libtest, for tests and lints (rustup brings a ready one)
#   size   panics abort at once, no locations, no Debug text: 7 to 8 KB (brotli) less in what is shipped

SIZE_FLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none"

ensure_sysroots() {
    [ "$ROUTE" = rustup ] || ensure_sysroot dev "std,panic_abort,test" "" "for tests"
    if [ "${PROFILE:-}" = plain ]; then return 0; fi
    ensure_sysroot size "std,panic_abort" "$SIZE_FLAGS" "for size"
}

# ensure_sysroot NAME CRATES FLAGS TITLE
ensure_sysroot() {
    key="$(rustc -vV | tr '\n' ' ') $2 $3"
    [ "$(cat "$TC/$1/key" 2>/dev/null || true)" != "$key" ] || return 0
    step "standard library for wasm32, $4 (once)" \
        "the standard library could not be built; PROFILE=plain builds without it where rustup brings one" \
        build_sysroot "$1" "$2" "$3"
    printf '%s' "$key" >"$TC/$1/key"
}

build_sysroot() {
    work=$TC/build/sysroot-$1
    source=$(rustc --print sysroot)/lib/rustlib/src/rust
    rm -rf "$work" && mkdir -p "$work/src"
    echo '#![no_std]' >"$work/src/lib.rs"
    cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "sysroot"
version = "0.0.0"
edition = "2024"
[profile.release]
panic = "abort"
[workspace]
TOML
    # The standard library has a lock file of its own, which cargo takes its crates from.
    cat >"$work/Cargo.lock" <<'TOML'
version = 4

[[package]]
name = "sysroot"
version = "0.0.0"
TOML
    features=
    case $1 in size)
        features="-Zbuild-std-features=optimize_for_size"
        CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
        export CARGO_PROFILE_RELEASE_OPT_LEVEL CARGO_PROFILE_RELEASE_CODEGEN_UNITS
        ;;
    esac
    unset CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS
    # -Z flags on a release compiler need RUSTC_BOOTSTRAP; the compiler is pinned for their sake.
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes $3 --remap-path-prefix=$(readlink -f "$source")=/rustc" \
        cargo build --locked --release --manifest-path "$work/Cargo.toml" --target-dir "$work/target" --target $TARGET \
        -Z build-std="$2" $features
    library=$TC/$1/lib/rustlib/$TARGET/lib
    rm -rf "${TC:?}/$1" && mkdir -p "$library"
    cp "$work/target/$TARGET/release/deps/"*.rlib "$library/"
    rm -f "$library"/libsysroot-*
    rm -rf "$work"
}

# The glue that wasm-bindgen writes fits only the crate of the same version.
ensure_wasm_bindgen() {
    ours=$(sed -n 's/^wasm-bindgen-cli = "=\(.*\)"$/\1/p' tools/xtask/Cargo.toml)
    crate=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock 2>/dev/null | sed -n 's/^version = "\(.*\)"$/\1/p')
    [ -z "$crate" ] || [ "$crate" = "$ours" ] ||
        fail "Cargo.lock has wasm-bindgen $crate, tools/xtask/Cargo.toml has wasm-bindgen-cli $ours: make them equal"
    key="$(rustc --version) $(cat tools/xtask/Cargo.toml tools/xtask/Cargo.lock tools/xtask/src/*.rs 2>/dev/null | cksum)"
    [ "$(cat "$TC/xtask.key" 2>/dev/null || true)" != "$key" ] || return 0
    step "wasm-bindgen $ours (once)" "wasm-bindgen could not be built; is crates.io reachable?" \
        cargo build --locked --manifest-path tools/xtask/Cargo.toml --target-dir "$TC/build/xtask"
    cp "$TC/build/xtask/debug/xtask" "$TC/bin/xtask"
    printf '%s' "$key" >"$TC/xtask.key"
}

# What tools/with.sh gives to every command.
write_environment() {
    dev=
    [ "$ROUTE" = rustup ] || dev="--sysroot=$TC/dev"
    {
        echo "# Written by tools/setup.sh."
        echo "export PATH=\"$TC/bin:$ROOT/node_modules/.bin:\$PATH:\$HOME/.cargo/bin\""
        if [ "$ROUTE" = rustup ]; then echo "export RUSTUP_TOOLCHAIN=$RUST_RELEASE"; else echo "unset RUSTUP_TOOLCHAIN"; fi
        echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=\"$dev\""
        echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=\"$TC/bin/xtask runner\""
        echo "export SIZE_RUSTFLAGS=\"--sysroot=$TC/size $SIZE_FLAGS\""
    } >"$TC/env.sh"
}

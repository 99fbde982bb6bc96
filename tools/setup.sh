#!/bin/sh
# Brings what this project needs and is missing, from package registries only. A second run changes nothing.
#
#   sh tools/setup.sh          everything that `npm test` needs: Rust for wasm32, wasm-bindgen, npm packages, browser
#   sh tools/setup.sh start    without the browser: enough to build and to serve the demo store
#   sh tools/setup.sh node     only Node.js and npm
#
#   TOOLCHAIN=rustup|debian    where Rust comes from; without it, what is installed decides (see setup/rust.sh)
#   BROWSERS="chromium firefox webkit"   which browsers to bring, chromium alone otherwise
set -eu
cd "$(dirname "$0")/.."
ROOT=$PWD
TC=$ROOT/.toolchain
GOAL=${1:-test}
BROWSERS=${BROWSERS:-chromium}
[ "$GOAL" = test ] || BROWSERS=
mkdir -p "$TC/bin" "$TC/log"

. tools/setup/say.sh
. tools/setup/apt.sh
. tools/setup/node.sh
. tools/setup/rust.sh
. tools/setup/sysroot.sh
. tools/setup/browsers.sh
. tools/setup/valgrind.sh

case $GOAL in
node) ensure_node; exit 0 ;;
start | test) ;;
*) fail "unknown goal '$GOAL': use start, test or node" ;;
esac

# One file per goal remembers that everything was brought for exactly these inputs; the rest is skipped then.
READY=$TC/ready-$GOAL
inputs() {
    cat tools/setup.sh tools/setup/*.sh tools/xtask/Cargo.* tools/xtask/src/*.rs package-lock.json
    grep -A1 '^name = "wasm-bindgen"$' Cargo.lock 2>/dev/null || true
    echo "${TOOLCHAIN:-auto} $BROWSERS"
    [ ! -f "$TC/env.sh" ] || (. "$TC/env.sh" && rustc -vV && node --version)
}
KEY=$(inputs 2>/dev/null | cksum)
if [ -f "$READY" ] && [ "$(cat "$READY")" = "$KEY" ] && [ -f node_modules/.package-lock.json ]; then
    exit 0
fi

say "Setting up ($GOAL). Logs: .toolchain/log/"
ensure_node
ensure_npm_packages
ensure_rust
ensure_sysroots
ensure_wasm_bindgen
ensure_browsers
[ "$GOAL" != test ] || ensure_valgrind
write_environment
inputs 2>/dev/null | cksum >"$READY"
say "Set-up done."

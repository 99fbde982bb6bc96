# Debian packages: as root, else with sudo, else a sentence that names them.

apt_missing() {
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok' || printf '%s ' "$package"
    done
}

# May packages be installed without asking anybody?
apt_allowed() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_update_once() {
    [ -z "${apt_updated:-}" ] || return 0
    step "apt-get update" "the Debian package lists cannot be read; check the network and /etc/apt" \
        as_root apt-get update -qq
    apt_updated=yes
}

# The version that apt would install, empty if none.
apt_version() {
    apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)' || true
}

apt_install() {
    command -v apt-get >/dev/null ||
        fail "no apt-get here; install these by hand (names as in Debian), then run this again: $*"
    missing=$(apt_missing "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "not root and no sudo; ask someone who is root to run: apt-get install $missing"
    fi
    apt_update_once
    # shellcheck disable=SC2086 # a list of names
    step "apt: ${missing% }" "apt-get could not install: $missing" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}

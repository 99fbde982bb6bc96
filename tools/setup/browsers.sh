# The browsers of the tests and their drivers.

ensure_browsers() {
    for browser in $BROWSERS; do
        case $browser in
        chromium)
            command -v chromedriver >/dev/null && command -v chromium >/dev/null || apt_install chromium chromium-driver
            ;;
        firefox)
            command -v firefox-esr >/dev/null || command -v firefox >/dev/null || apt_install firefox-esr
            command -v geckodriver >/dev/null ||
                step "geckodriver (from crates.io)" "geckodriver could not be built" \
                    env CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
                    cargo install geckodriver --locked --root "$TC" --target-dir "$TC/build/geckodriver"
            ;;
        webkit)
            command -v WebKitWebDriver >/dev/null && command -v xvfb-run >/dev/null ||
                apt_install webkit2gtk-driver xvfb xauth
            ;;
        *) fail "BROWSERS names '$browser'; known are chromium, firefox and webkit" ;;
        esac
    done
}

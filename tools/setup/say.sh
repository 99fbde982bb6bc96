# Progress lines with the seconds each step took, and one clear sentence when a step cannot be done.

say() { printf '%s\n' "$*"; }

fail() {
    printf '\nSet-up stopped: %s\n' "$*" >&2
    exit 1
}

# step TITLE ADVICE COMMAND…   The command's output goes to a log; its end is shown only if it fails.
step() {
    title=$1 advice=$2
    shift 2
    log=$TC/log/$(printf '%s' "$title" | tr -cs 'A-Za-z0-9' '-').log
    began=$(date +%s)
    printf '  %s … ' "$title"
    if ( set -e; "$@" ) >"$log" 2>&1; then
        printf '%s s\n' "$(($(date +%s) - began))"
    else
        printf 'failed after %s s\n' "$(($(date +%s) - began))"
        tail -n 20 "$log" | sed 's/^/    | /'
        fail "$advice (full log: ${log#"$ROOT"/})"
    fi
}

# Counts instructions for the step `counts`. Elsewhere than on Debian that step says that it is missing.

ensure_valgrind() {
    command -v valgrind >/dev/null && return 0
    apt_allowed || return 0
    apt_install valgrind
}

set -eu
kit=$(cd "$(dirname "$0")" && pwd -P)
fail() {
    echo "$*" >&2
    exit 1
}
case "$kit${KIT_DATA:-}" in *[,\"]*) fail "An engine does not accept commas or quotes in a directory's name: $kit" ;; esac


# Functions for scripts that build programs from Go modules. Source it after lib.sh; cache is the directory for what is kept.
# shellcheck shell=bash disable=SC2154

# The compiler, if the machine has none that is new enough: Go's own module of it, which an older Go fetches.
least_go=go1.26.6
toolchain=v0.0.1-$least_go.linux-amd64
toolchain_sum=h1:owmNw4SPM9h46FGOeGJVUWzFEEDSmO6g7gAtWoXp28s=

is_new_enough() {
    local version
    version=$("$1" env GOVERSION 2>/dev/null) && [ "$(printf '%s\n' "$least_go" "${version%% *}" | sort -V | head -n 1)" = "$least_go" ]
}

# Prints the directory of a Go compiler.
compiler() {
    local go module=$cache/go/pkg/mod/golang.org/toolchain@$toolchain
    if go=$(command -v go) && is_new_enough "$go"; then
        dirname "$go"
        return
    fi
    if [ ! -x "$module/bin/go" ]; then
        command -v go >/dev/null || apt_install golang-go
        say "downloading Go"
        GOPATH=$cache/go GOFLAGS=-modcacherw go mod download -json "golang.org/toolchain@$toolchain" >"$cache/toolchain.json" ||
            fail "Go could not be downloaded" "Install $least_go or newer."
        grep -qF "\"Sum\": \"$toolchain_sum\"" "$cache/toolchain.json" ||
            fail "the downloaded Go is not the expected one" "Install $least_go or newer."
        # Modules have no executable files.
        chmod -R +x "$module"/{bin,pkg/tool}
    fi
    echo "$module/bin"
}

# go_build DIR ARGUMENTS…: runs go build in a directory of sources.
go_build() {
    local source=$1 go
    shift
    go=$(compiler) || return
    (
        cd "$source" || exit
        export PATH="$go:$PATH" GOTOOLCHAIN=local GOFLAGS='-mod=readonly -trimpath -modcacherw'
        export GOPATH="${GOPATH:-$cache/go}" GOCACHE="${GOCACHE:-$cache/compiled}"
        go build "$@"
    ) >&2
}

# What the compiler has kept is twenty times as large as what it has made.
forget_compiled() { rm -rf "$cache/go" "$cache/compiled"; }

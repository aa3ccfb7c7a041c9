# Functions for the scripts in this directory, quickstart and run-tests: messages, root rights, packages.
# Source it from bash scripts that have set -euo pipefail.
# shellcheck shell=bash

# Debian installs daemons and debootstrap in directories that are not in a normal user's PATH.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

say() { printf '%s\n' "$*" >&2; }

# Prints what is wrong and the next step, then exits.
fail() {
    say "ERROR: $1"
    if [ $# -gt 1 ]; then say "       $2"; fi
    exit 1
}

# The only variables of the caller that a command with root rights sees: proxies, sources of packages.
kept=DEBIAN_FRONTEND,DEBIAN_MIRROR,http_proxy,https_proxy,no_proxy,HTTP_PROXY,HTTPS_PROXY,NO_PROXY
kept+=,PIP_CONFIG_FILE,PIP_INDEX_URL,PIP_EXTRA_INDEX_URL,PIP_TRUSTED_HOST,PIP_DEFAULT_TIMEOUT,PIP_RETRIES

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
        return
    fi
    command -v sudo >/dev/null ||
        fail "root rights are needed for: $1" "Install sudo and allow $(id -un) to use it, or run this as root."
    sudo --preserve-env="$kept" -- "$@"
}

# Installs Debian or Ubuntu packages; refreshes the package lists once per run.
apt_install() {
    command -v apt-get >/dev/null ||
        fail "apt-get is missing: this script installs $* on Debian and Ubuntu only" "Install $* by hand and run it again."
    if [ -z "${APT_LISTS_ARE_FRESH:-}" ]; then
        as_root apt-get update -qq >&2 || fail "apt-get update failed" "See the lines above, then run this again."
        export APT_LISTS_ARE_FRESH=1
    fi
    say "installing $*"
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >&2 ||
        fail "apt-get install $* failed" "See the lines above, then run this again."
}

# Prefers the distribution's own client, because it matches the distribution's engine.
docker_client() {
    if [ -x /usr/bin/docker ]; then
        echo /usr/bin/docker
    else
        command -v docker || fail "no docker client was found" "Run scripts/docker-engine start DIR first."
    fi
}

# The user has to install a JDK and Maven, nothing else.
require_java_and_maven() {
    if ! command -v java >/dev/null || ! command -v mvn >/dev/null; then
        fail "a JDK (17 or newer) and Maven (3.8 or newer) must be on the PATH" \
            "Install them: apt-get install openjdk-17-jdk-headless maven"
    fi
    java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])' ||
        fail "Java 17 or newer is needed; this is $(java -version 2>&1 | head -n 1)" \
            "Set JAVA_HOME and PATH to a newer one."
}

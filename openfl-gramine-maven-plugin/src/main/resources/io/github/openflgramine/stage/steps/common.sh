# shellcheck shell=sh
# What the steps share.

say() { echo "openfl-gramine: $*"; }
fail() { echo "openfl-gramine: ERROR $*" >&2; exit 1; }

# All that belongs to the image, as ./usr/bin and so on, separated by NUL; the arguments are tests of find.
in_image() {
  (cd / && find . -xdev \( -path ./build -o -path ./added -o -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp \
      -o -path ./run -o -path ./root -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/apt/lists \
      -o -path ./etc/hosts -o -path ./etc/resolv.conf -o -path ./etc/hostname -o -path ./.dockerenv \) -prune -o "$@" -print0)
}

apt_update() {
  # shellcheck disable=SC2086 # no option, or two words
  if [ ! -f /build/apt-updated ]; then apt-get ${apt_ca:-} update -qq; touch /build/apt-updated; fi
}

# apt PACKAGE[=VERSION] NAME: installs a package; messages call it by the name.
apt() {
  command -v apt-get > /dev/null || fail "the base image has no $2 and no apt-get to install it with. Add it to the base."
  apt_update
  # shellcheck disable=SC2086 # no option, or two words
  apt-get ${apt_ca:-} install -y -qq --no-install-recommends "$1" > /build/apt.log 2>&1 \
    || { tail -n 20 /build/apt.log >&2; fail "apt-get could not install $1 (above)."; }
}

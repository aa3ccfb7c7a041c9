# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Installs Gramine where the base lacks it: from a repository that the base already knows, else from Gramine's own.

add_gramine_repository() {
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
  apt ca-certificates ca-certificates
  mkdir -p /etc/apt/keyrings
  "$python" /build/repository_keys.py "$codename" /etc/apt/keyrings || case $? in
    3) fail "a package repository's key is not the expected one (above). Somebody on the way may have replaced it, or the key is new: use a newer openfl-gramine, or give a base with Gramine (gramine.baseImage)." ;;
    *) fail "Gramine's package repository does not answer. Check network and proxy, or give a base with Gramine (gramine.baseImage)." ;;
  esac
  echo "deb [arch=amd64 signed-by=/etc/apt/keyrings/gramine.gpg] https://packages.gramineproject.io/ $codename main" \
    > /etc/apt/sources.list.d/gramine.list
  echo "deb [arch=amd64 signed-by=/etc/apt/keyrings/intel-sgx.gpg] https://download.01.org/intel-sgx/sgx_repo/ubuntu jammy main" \
    > /etc/apt/sources.list.d/intel-sgx.list
  rm /build/apt-updated
  apt_update
}

# The newest package of gramine.version; of any, where that is not set.
gramine_version() {
  apt-cache madison gramine | awk -v want="$GRAMINE_VERSION" \
    '{ split($3, part, /[-+~]/); if (want == "" || part[1] == want) { print $3; exit } }'
}

if ! dpkg -s gramine > /dev/null 2>&1 && ! command -v gramine-direct > /dev/null; then
  say "Gramine"
  apt_update
  apt-cache show gramine > /dev/null 2>&1 || add_gramine_repository
  version=$(gramine_version)
  [ -n "$version" ] || fail "no package gramine of version $GRAMINE_VERSION (there is: $(apt-cache madison gramine | awk '{print $3}' | xargs)). Set gramine.version."
  apt "gramine=$version" gramine
fi

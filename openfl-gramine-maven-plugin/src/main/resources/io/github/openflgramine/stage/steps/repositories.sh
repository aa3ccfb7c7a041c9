# shellcheck shell=sh
# Gets git where a requirement is in a repository and the base has none. It is unpacked in /build, not installed: the image gets
# neither it nor the packages that it depends on, and dpkg's list of packages stays the image's.

unpack_git() {
  say "git, for this stage only"
  command -v apt-get > /dev/null || fail "a requirement is in a Git repository, and the base image has no git and no apt-get to get it with. Add git to the base."
  apt_update
  mkdir -p /build/git/archives/partial /build/git/root /build/git/bin
  # shellcheck disable=SC2086 # no option, or two words
  apt-get ${apt_ca:-} install -y -qq --no-install-recommends --download-only -o Dir::Cache::archives=/build/git/archives \
    git ca-certificates > /build/apt.log 2>&1 || { tail -n 20 /build/apt.log >&2; fail "apt-get could not get git (above)."; }
  for package in /build/git/archives/*.deb; do dpkg -x "$package" /build/git/root; done
  cat > /build/git/bin/git << 'END'
#!/bin/sh
root=/build/git/root
export GIT_EXEC_PATH=$root/usr/lib/git-core GIT_TEMPLATE_DIR=$root/usr/share/git-core/templates
export LD_LIBRARY_PATH=$root/usr/lib/x86_64-linux-gnu:$root/lib/x86_64-linux-gnu
exec $root/usr/bin/git "$@"
END
  chmod +x /build/git/bin/git
  PATH=$PATH:/build/git/bin
  if [ ! -f /etc/ssl/certs/ca-certificates.crt ]; then
    cat /build/git/root/usr/share/ca-certificates/mozilla/*.crt /build/ca.crt > /build/git/ca.crt 2> /dev/null || true
    export GIT_SSL_CAINFO=/build/git/ca.crt
  fi
}

for program in $REPOSITORY_PROGRAMS; do
  if ! command -v "$program" > /dev/null; then
    [ "$program" = git ] || fail "a requirement is in a repository that $program reads, which the base image lacks. Add $program to the base."
    unpack_git
  fi
done

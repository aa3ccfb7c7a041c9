# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Installs OpenFL and the workspace's requirements with pip.

# pip_install NAME ARGUMENT…: has a report written to NAME.report where this pip can (22.2 and newer).
pip_install() {
  name=$1
  report=/build/$name.report
  shift
  if "$python" -m pip install --help | grep -q -e --report; then set -- "$@" --report "$report"; fi
  if [ -d /build/wheelhouse ]; then set -- "$@" --no-index --find-links /build/wheelhouse; fi
  # Where packages are named that come from this index, no other comes from there; what is locked has a hash.
  if [ -n "$WHEEL_INDEX" ] && { [ "$name" = locked ] || ! [ -s /build/index-packages.txt ]; }; then
    set -- "$@" --extra-index-url "$WHEEL_INDEX"
  fi
  # shellcheck disable=SC2086 # the user's options are words
  "$python" -m pip install -q $PIP_OPTIONS "$@"
}

say "Python packages"
# What is locked comes first, each file by its hash; the requirements then find it there.
if [ -s /build/locked.txt ]; then
  pip_install locked --no-deps --require-hashes -r /build/locked.txt \
    || fail "pip could not install what gramine/lock.json has (above). To lock what there is now: mvn openfl-gramine:lock"
fi
if [ -s /build/index-packages.txt ] && ! [ -d /build/wheelhouse ]; then
  pip_install index --no-deps --index-url "$WHEEL_INDEX" -r /build/index-packages.txt -c /build/constraints.txt \
    || fail "pip could not install $(xargs < /build/index-packages.txt) from gramine.wheelIndex=$WHEEL_INDEX (above)."
fi
pip_install requirements "$OPENFL_REQUIREMENT" -r /build/requirements.txt -c /build/constraints.txt \
  || fail "pip could not install $OPENFL_REQUIREMENT and requirements.txt (above)."

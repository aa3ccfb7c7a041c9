# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Installs OpenFL and the workspace's requirements with pip.

# pip_install NAME ARGUMENT…: has a report written to NAME.report where this pip can (22.2 and newer).
pip_install() {
  report=/build/$1.report
  shift
  if "$python" -m pip install --help | grep -q -e --report; then set -- "$@" --report "$report"; fi
  if [ -d /build/wheelhouse ]; then set -- "$@" --no-index --find-links /build/wheelhouse; fi
  if [ -n "$WHEEL_INDEX" ]; then set -- "$@" --extra-index-url "$WHEEL_INDEX"; fi
  # shellcheck disable=SC2086 # the user's options are words
  "$python" -m pip install -q $PIP_OPTIONS "$@"
}

say "Python packages"
# What is locked comes first, each file by its hash; the requirements then find it there.
if [ -s /build/locked.txt ]; then
  pip_install locked --no-deps --require-hashes -r /build/locked.txt \
    || fail "pip could not install what gramine/lock.json has (above). To lock what there is now: mvn openfl-gramine:lock"
fi
pip_install requirements "$OPENFL_REQUIREMENT" -r /build/requirements.txt -c /build/constraints.txt \
  || fail "pip could not install $OPENFL_REQUIREMENT and requirements.txt (above)."

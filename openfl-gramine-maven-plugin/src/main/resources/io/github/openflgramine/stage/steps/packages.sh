# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Installs OpenFL and the workspace's requirements with pip.

# pip ARGUMENT…: in the directory of the requirements, from which paths in them start; nothing there is imported.
pip() {
  (cd /build/requirements && "$python" -c 'import runpy, sys
sys.path[:] = [path for path in sys.path if path]
runpy.run_module("pip", run_name="__main__", alter_sys=True)' "$@")
}

# pip_install NAME ARGUMENT…: has a report written to NAME.report where this pip can (22.2 and newer).
pip_install() {
  name=$1
  report=/build/$name.report
  shift
  if pip install --help | grep -q -e --report; then set -- "$@" --report "$report"; fi
  if [ -d /build/wheelhouse ]; then set -- "$@" --no-index --find-links /build/wheelhouse; fi
  # Where packages are named that come from this index, no other comes from there; what is locked has a hash.
  if [ -n "$WHEEL_INDEX" ] && { [ "$name" = locked ] || ! [ -s /build/index-packages.txt ]; }; then
    set -- "$@" --extra-index-url "$WHEEL_INDEX"
  fi
  # shellcheck disable=SC2086 # the user's options are words
  pip install -q $PIP_OPTIONS "$@"
}

# pip_constrained NAME ARGUMENT…: with all constraints.
pip_constrained() {
  if [ -n "$CONSTRAINTS" ]; then set -- "$@" -c "$CONSTRAINTS"; fi
  pip_install "$@" -c /build/constraints.txt
}

say "Python packages"
# This package is part of the plugin. It is there before pip looks for it, so no index can provide another one of that name.
if [ -n "$OWN_PACKAGE" ]; then
  pip install -q --no-deps --no-index --force-reinstall --find-links /build/package "$OWN_PACKAGE" \
    || fail "pip could not install $OWN_PACKAGE, which the plugin brings (above)."
fi
# What is locked comes first, each file by its hash; the requirements then find it there.
if [ -s /build/locked.txt ]; then
  pip_install locked --no-deps --require-hashes -r /build/locked.txt \
    || fail "pip could not install what gramine/lock.json has (above). To lock what there is now: mvn openfl-gramine:lock"
fi
if [ -s /build/index-packages.txt ] && ! [ -d /build/wheelhouse ]; then
  pip_constrained index --no-deps --index-url "$WHEEL_INDEX" -r /build/index-packages.txt \
    || fail "pip could not install $(xargs < /build/index-packages.txt) from gramine.wheelIndex=$WHEEL_INDEX (above)."
fi
if [ -n "$HASHES" ]; then
  # With a hash in its files, pip takes nothing without one, and OpenFL has none. It comes second, next to the same versions.
  pip_constrained requirements -r requirements.txt || fail "pip could not install requirements.txt (above)."
  pip_install openfl "$OPENFL_REQUIREMENT" ${OPENFL_NEEDS:+"$OPENFL_NEEDS"} -c /build/constraints.txt -c /build/versions.txt \
    || fail "pip could not install $OPENFL_REQUIREMENT next to the versions of requirements.txt (above)."
else
  pip_constrained requirements -r requirements.txt "$OPENFL_REQUIREMENT" ${OPENFL_NEEDS:+"$OPENFL_NEEDS"} \
    || fail "pip could not install $OPENFL_REQUIREMENT and requirements.txt (above)."
fi

# shellcheck shell=sh disable=SC2154 # the step interpreter sets python
# Describes what was installed, removes what no run needs, and tries whether OpenFL still imports.

say "Removing what no run needs"
mkdir -p /opt/openfl-gramine
echo "$python" > /opt/openfl-gramine/interpreter
"$python" -I /build/describe.py > /opt/openfl-gramine/python.json
find /build -name '*.report' -exec "$python" -I /build/wheels.py {} + > /opt/openfl-gramine/wheels.json
"$python" -I /build/gramine_tools.py
"$python" -I /build/remove.py
"$python" -I -c 'import openfl.component, openfl.federated, openfl.interface.cli, openfl.pipelines' || fail "openfl does not import with $python (above)."

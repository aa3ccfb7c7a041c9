"$engine" stop --time 30 "$container" >/dev/null
# A container that was started without --detach is removed by the engine.
if "$engine" container inspect "$container" >/dev/null 2>&1; then
    keep_log
    "$engine" rm "$container" >/dev/null 2>&1 || true
fi

# Runs long steps with their output in a log, and prints their titles and durations. Source it after lib.sh.
# shellcheck shell=bash

# step TITLE COMMAND…: runs the command with its output in $log. Prints its progress every 15 seconds, and its last lines if it fails.
step() {
    local title=$1 start=$SECONDS pid
    shift
    say "$title"
    "$@" >>"${log:?}" 2>&1 &
    pid=$!
    # shellcheck disable=SC2064  # this step's process
    trap "kill $pid 2>/dev/null || true" INT TERM
    while kill -0 $pid 2>/dev/null; do
        sleep 1
        if [ $(((SECONDS - start) % 15)) -eq 14 ]; then say "    … $((SECONDS - start)) s: $(progress)"; fi
    done
    if ! wait $pid; then
        tail -n 25 "$log" >&2
        fail "$title: failed after $((SECONDS - start)) s; the last lines of its log are above" "The whole log: $log"
    fi
    trap - INT TERM
    say "    $((SECONDS - start)) s"
}

# Prints the last meaningful line of the log.
progress() { tail -n 5 "$log" | tr '\r' '\n' | grep -v '^\[INFO\] *$' | tail -n 1 | cut -c 1-110; }

[#-- No second container of this name. --]
case $("$engine" container inspect --format '{{.State.Running}}' "$container" 2>/dev/null || true) in
    true) fail "It is already running in container $container. Stop it: ./stop" ;;
    false)
        if [ -z "$check" ]; then
            keep_log
            "$engine" rm "$container" >/dev/null
        fi
        ;;
esac
[#if isAggregator]
# A second aggregator would end with OpenFL's message, and its collaborators would reach the first one.
listens=$(printf ':%04X 0' "[=port]")
if [ -z "$rootless$desktop" ] && cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q "^ *[0-9]*: [0-9A-F]*$listens.* 0A "; then
    fail "Port [=port], the plan's aggregator port, is in use on this machine. Stop the program that uses it (ss -ltnp)"
fi
[/#if]


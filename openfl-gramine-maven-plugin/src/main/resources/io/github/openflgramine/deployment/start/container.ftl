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


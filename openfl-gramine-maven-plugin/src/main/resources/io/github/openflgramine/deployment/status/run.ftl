state=$("$engine" container inspect --format '{{.State.Status}} {{.State.ExitCode}} {{.State.StartedAt}}' "$container" 2>/dev/null || true)
code=${state#* }
code=${code%% *}
case $state in
    '') echo "not started: there is no container $container" ;;
    running*) echo "running since ${state##* }; its output: ${engine##*/} logs --follow $container" ;;
    exited*) echo "ended with status $code; its output: ${engine##*/} logs $container" ;;
    *) echo "${state%% *}, in container $container" ;;
esac
case $state in
    running*) exit 0 ;;
    exited*) if [ "$code" = 0 ]; then exit 3; fi; exit 1 ;;
    *) exit 3 ;;
esac

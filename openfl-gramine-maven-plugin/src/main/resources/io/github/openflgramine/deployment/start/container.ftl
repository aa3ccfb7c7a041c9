[#-- No second container of this name. Sets container. --]
container=[=sh(container)]
case $(docker container inspect --format '{{.State.Running}}' "$container" 2>/dev/null || true) in
    true) fail "It is already running in container $container. Stop it: ./stop" ;;
    false) docker rm "$container" >/dev/null ;;
esac


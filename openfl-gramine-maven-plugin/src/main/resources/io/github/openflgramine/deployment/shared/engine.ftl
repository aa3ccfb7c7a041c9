# The container engine: docker, or podman where there is no docker.
engine=${KIT_ENGINE:-$(command -v docker || command -v podman || true)}
[ -n "$engine" ] || fail "There is neither docker nor podman. Install one, or name one: KIT_ENGINE=/path/to/docker"

[#-- What the engine is. Files belong to who runs this script. Sets said, rootless, desktop, user and userns for the containers. --]
# shellcheck disable=SC2034,SC2317 # not every script needs all of it
know_engine() {
    said=$("$engine" info --format '{{.OSType}}/{{.Architecture}} docker {{.OperatingSystem}} {{.SecurityOptions}}' 2>/dev/null ||
        "$engine" info --format '{{.Host.OS}}/{{.Host.Arch}} podman rootless={{.Host.Security.Rootless}} {{.Host.OCIRuntime.Name}}' 2>/dev/null || true)
    case $said in
        linux/x86_64\ * | linux/amd64\ *) ;;
        */*\ *) fail "The engine's containers are for ${said%% *}, and Gramine needs linux/amd64. Use an engine on a machine with an x86-64 processor" ;;
        *) fail "The engine does not answer, or you may not use it. See: $engine info" ;;
    esac
    rootless=
    desktop=
    userns=
    user=$(id -u):$(id -g)
    case $said in
        # The user who runs a rootless Docker is root in its containers.
        *' docker '*'name=rootless'*)
            rootless=docker
            user=0:0
            ;;
        *' podman rootless=true '*)
            rootless=podman
            userns=keep-id
            ;;
        # Ids are mapped to others (userns-remap), unless a container asks for the machine's.
        *' docker '*'name=userns'*) userns=host ;;
        *' docker Docker Desktop '*) desktop=yes ;;
    esac
}


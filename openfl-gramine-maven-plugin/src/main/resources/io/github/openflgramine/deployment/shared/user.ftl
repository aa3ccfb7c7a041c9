[#-- Files belong to who runs this script. Sets rootless, user and userns for the containers. --]
case $("$engine" info --format '{{.SecurityOptions}}' 2>/dev/null || "$engine" info --format 'podman {{.Host.Security.Rootless}}' 2>/dev/null || true) in
    *name=rootless*) rootless=docker ;;
    'podman true') rootless=podman ;;
    *) rootless= ;;
esac
# The user who runs a rootless Docker is root in its containers. A rootless Podman keeps the ids only with keep-id.
user=$(id -u):$(id -g)
[ "$rootless" != docker ] || user=0:0
userns=
[ "$rootless" != podman ] || userns=keep-id


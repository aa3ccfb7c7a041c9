[#-- Files belong to who runs this script. Sets rootless, user and userns for the containers. --]
case $("$engine" info --format '{{.SecurityOptions}}' 2>/dev/null || "$engine" info --format 'podman {{.Host.Security.Rootless}}' 2>/dev/null || true) in
    *name=rootless*) rootless=docker ;;
    'podman true') rootless=podman ;;
    *) rootless= ;;
esac
# Who runs a rootless Docker is root in its containers. A rootless Podman keeps the ids only if it is told so.
user=$(id -u):$(id -g)
[ "$rootless" != docker ] || user=0:0
userns=
[ "$rootless" != podman ] || userns=keep-id


#!/bin/sh
# Starts [=actor] of [=workspace] and follows it to its end. Checks first what would be found out late.
#
#   ./start [--detach] [MODE]     MODE: [#list commands?keys as name][=name][#sep], [/#list]; [=mode] if it is left out
#
# Environment: KIT_DATA, a data folder elsewhere; SGX_DEVICE, AESM_SOCKET, where they are elsewhere.
set -eu
kit=$(cd "$(dirname "$0")" && pwd -P)
fail() {
    echo "$*" >&2
    exit 1
}

how=--rm
if [ "${1:-}" = --detach ]; then
    how=--detach
    shift
fi
mode=${1:-[=mode]}
data=${KIT_DATA:-$kit/data}
device=${SGX_DEVICE:-/dev/sgx_enclave}
case "$kit$data" in *[,\"]*) fail "Docker takes no commas or quotes in a folder's name: $kit" ;; esac
user=$(id -u):$(id -g)

missing=
for file in [#list own + given?filter(path -> path?starts_with("cert/") || path?starts_with("plan/")) as path]'[=path]'[#sep] [/#list][#if isAggregator && !given?seq_contains("plan/cols.yaml")] plan/cols.yaml[/#if][#if !isAggregator && !given?seq_contains("plan/data.yaml")] plan/data.yaml[/#if][#if !given?seq_contains("cert/cert_chain.crt")] cert/cert_chain.crt[/#if]; do
    [ -e "$kit/$file" ] || missing="$missing $file"
done
[#if isAggregator]
ls "$kit"/save/*_init.pbuf >/dev/null 2>&1 || missing="$missing save/…_init.pbuf"
[#else]
[ -d "$data" ] || missing="$missing $data"
[/#if]
[ -z "$missing" ] || fail "Missing in $kit:$missing (README.md says where it comes from)"

image='[=image]'
id='[=imageId]'
[#if archive?has_content]
sum='[=archiveSha256]'
known() { docker image inspect --format '{{.Id}}' "$1" 2>/dev/null || true; }
# An engine that keeps images in containerd gives them other ids than one that does not, and the kit knows but one of them.
# There the very archive is taken for the image, and the id that it got is noted.
noted=$(sed -n "s/^$sum //p" "$kit/.image-id" 2>/dev/null || true)
found=
for wanted in "$id" $noted; do
    [ -n "$found" ] || found=$(known "$wanted")
done
if [ -z "$found" ]; then
    for archive in "$kit/[=archive]" "$kit/../[=archive]"; do
        [ -f "$archive" ] || continue
        docker load --input "$archive"
        found=$(known "$id")
        if [ -z "$found" ] && [ "$(sha256sum <"$archive")" = "$sum  -" ]; then
            found=$(known "$image")
            [ -z "$found" ] || echo "$sum $found" >"$kit/.image-id"
        fi
        break
    done
    [ -n "$found" ] || fail "The engine has no image with this id, and [=archive] is not here, or is of another image:
  expected  $id
  found     $(known "$image" | grep . || echo "no $image")"
fi
image=$found
[#else]
docker image inspect "$image" >/dev/null 2>&1 || docker pull "$image"
[/#if]

aesm=
group=
if [ "$mode" = sgx ]; then
    [ -e "$device" ] || fail "$device does not exist: this machine has no SGX, or Linux was not told. For a trial without: ./start direct"
    case $(stat -L -c %A "$device") in ?????w??[!w]?) group=$(stat -L -c %g "$device") ;; esac
    aesm=${AESM_SOCKET:-/var/run/aesmd/aesm.socket}
    [ -S "$aesm" ] || [#if attested]fail "$aesm does not exist: the enclave attests itself, which takes Intel's aesmd"[#else]aesm=[/#if]
fi
for folder in [#list writable as folder][=folder][#sep] [/#list]; do mkdir -p "$kit/$folder"; done

case $(docker container inspect --format '{{.State.Running}}' '[=container]' 2>/dev/null || true) in
    true) fail "It runs already, in the container [=container]. End it: ./stop" ;;
    false) docker rm '[=container]' >/dev/null ;;
esac

case $mode in
[#list commands as name, command]
    [=name])
[#if name != "sgx"]
        echo "Mode [=name] has no enclave: code and data are not protected" >&2
[/#if]
        exec [=command]
        ;;
[/#list]
    *) fail "There is no mode $mode; expected [#list commands?keys as name][=name][#sep], [/#list]" ;;
esac

[#-- Head, help and command line: sets kit, how, mode, data, device and user. --]
#!/bin/sh
# Starts [=actor] of [=workspace] and follows it to its end, after checking that everything it needs is there.
#
#   ./start [--detach] [MODE]     MODE: [#list commands?keys as name][=name][#sep], [/#list]; [=mode] by default
#
# Environment: KIT_DATA, the data directory if it is not data/; SGX_DEVICE and AESM_SOCKET, if they are in another place.
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
[#if sealed]
[ "$mode" = sgx ] || fail "Mode $mode has no enclave: it would damage the directories that this image seals to its enclave"
[/#if]
[#if enrol?has_content]
# Without a certificate, a challenge is answered in the enclave.
enrol=
if [ -e "$kit/enrolment/challenge.json" ] && [ ! -e "$kit/"[=sh(own[0])] ]; then enrol=yes; fi
[/#if]
data=${KIT_DATA:-$kit/data}
device=${SGX_DEVICE:-/dev/sgx_enclave}
case "$kit$data" in *[,\"]*) fail "Docker does not accept commas or quotes in a directory's name: $kit" ;; esac
user=$(id -u):$(id -g)


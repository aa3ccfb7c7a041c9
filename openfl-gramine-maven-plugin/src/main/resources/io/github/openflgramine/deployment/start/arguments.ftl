[#-- Head, help and command line: sets kit, how, mode, data, device and user. --]
#!/bin/sh
# Starts [=actor] of [=workspace] and follows it to its end. Checks first what would be found out late.
#
#   ./start [--detach] [MODE]     MODE: [#list commands?keys as name][=name][#sep], [/#list]; [=mode] if it is left out
#
# Environment: KIT_DATA, a data directory elsewhere; SGX_DEVICE, AESM_SOCKET, where they are elsewhere.
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


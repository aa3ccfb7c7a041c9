[#-- In mode sgx, the device and aesmd. Sets group and aesm. --]
[#if commands.sgx??]
aesm=
group=
if [ "$mode" = sgx ]; then
    [ -e "$device" ] || fail "$device does not exist: this machine has no SGX, or Linux does not use it. For a trial without SGX: ./start direct"
    case $(stat -L -c %A "$device") in ?????w??[!w]?) group=$(stat -L -c %g "$device") ;; esac
    [ -z "$group" ] || [ -z "$rootless" ] || fail "In a rootless engine a container does not get the group $group, which $device belongs to. Let all users use the device (a udev rule with MODE=\"0666\"), or use an engine that runs as root"
    aesm=${AESM_SOCKET:-/var/run/aesmd/aesm.socket}
    [ -S "$aesm" ] || [#if attested]fail "$aesm does not exist: the enclave uses remote attestation, which needs Intel's aesmd"[#else]aesm=[/#if]
fi
[/#if]

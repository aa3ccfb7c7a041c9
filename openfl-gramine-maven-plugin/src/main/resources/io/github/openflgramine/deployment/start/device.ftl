[#-- In mode sgx, the device and aesmd. Sets group and aesm. --]
[#if commands.sgx??]
aesm=
group=
if [ "$mode" = sgx ]; then
    [ -e "$device" ] || fail "$device does not exist: this machine has no SGX, or Linux does not use it. For a trial without SGX: ./start direct"
    case $(stat -L -c %A "$device") in ?????w??[!w]?) group=$(stat -L -c %g "$device") ;; esac
    aesm=${AESM_SOCKET:-/var/run/aesmd/aesm.socket}
    [ -S "$aesm" ] || [#if attested]fail "$aesm does not exist: the enclave uses remote attestation, which needs Intel's aesmd"[#else]aesm=[/#if]
fi
[/#if]

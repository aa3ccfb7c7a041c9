[#-- In mode sgx, the device and aesmd. Sets group and aesm. --]
[#if commands.sgx??]
aesm=
group=
if [ "$mode" = sgx ]; then
    [ -e "$device" ] || fail "$device does not exist: this machine has no SGX, or Linux does not use it. For a trial without SGX: ./start direct"
    case $(stat -L -c %A "$device") in ?????w??[!w]?) group=$(stat -L -c %g "$device") ;; esac
    [ -z "$desktop" ] || fail "Docker Desktop runs containers in a virtual machine, which has no SGX device. Use Docker's engine or Podman on Linux"
    [ "$rootless" != docker ] || [ "$device" = /dev/sgx_enclave ] || fail "A rootless Docker gives a container a device only under the device's own name, and $device is not /dev/sgx_enclave. Make a link of that name by a udev rule (SYMLINK+=\"sgx_enclave\"), or use an engine that runs as root"
    if [ -n "$group" ] && [ -n "$rootless" ]; then
        case $said in
            # crun leaves the process the groups of its user; with a user namespace, no engine can add others.
            *' podman '*' crun')
                if [ ! -r "$device" ] || [ ! -w "$device" ]; then
                    fail "You may not use $device: become a member of its group (usermod --append --groups $(stat -L -c %G "$device") $(id -un)), and log in again"
                fi
                group=keep-groups
                ;;
            *) fail "In this rootless engine a container does not get the group $group, which $device belongs to. Let all users use the device (a udev rule with MODE=\"0666\"), or use Podman with crun, or an engine that runs as root" ;;
        esac
    fi
    aesm=${AESM_SOCKET:-/var/run/aesmd/aesm.socket}
    [ -S "$aesm" ] || [#if attested]fail "$aesm does not exist: the enclave uses remote attestation, which needs Intel's aesmd"[#else]aesm=[/#if]
fi
[/#if]

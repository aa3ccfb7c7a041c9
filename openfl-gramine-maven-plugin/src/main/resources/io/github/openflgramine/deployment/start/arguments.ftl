[#-- The command line: sets how and rotate for a start in the background, check, mode, data and device. --]
check=
case ${1:-} in
    --check)
        check=yes
        shift
        ;;
    --detach)
        how=--detach
        shift
        # These drivers keep the output in files, which would grow without an end.
        case $("$engine" info --format '{{.LoggingDriver}}' 2>/dev/null || true) in json-file | local) rotate=yes ;; esac
        ;;
esac
mode=${1:-[=mode]}
[#if sealed]
[ "$mode" = sgx ] || fail "Mode $mode has no enclave: it would damage the directories that this image seals to its enclave"
[/#if]
[#if enrol?has_content]
# Without a certificate, a challenge is answered in the enclave.
enrol=
if [ -e "$kit/enrolment/challenge.json" ] && [ ! -e "$kit/"[=sh(own[0])] ]; then enrol=yes; fi
[/#if]
[#if !isAggregator]
data=${KIT_DATA:-$kit/data}
[/#if]
[#if commands.sgx??]
device=${SGX_DEVICE:-/dev/sgx_enclave}
[/#if]


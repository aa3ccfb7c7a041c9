[#-- Runs the container, a command for each mode. --]
case $mode in
[#list commands as name, command]
    [=name])
[#if name != "sgx"]
        echo "Mode [=name] has no enclave: code and data are not protected" >&2
[/#if]
        exec [=command]
        ;;
[/#list]
    *) fail "Unknown mode $mode; expected [#list commands?keys as name][=name][#sep], [/#list]" ;;
esac

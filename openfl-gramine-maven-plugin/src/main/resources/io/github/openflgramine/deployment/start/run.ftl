[#-- Runs the container, a command for each mode. --]
[#if enrol?has_content]
if [ -n "$enrol" ]; then
    echo "Enrolling: the request will be in $kit/enrolment" >&2
    exec [=enrol]
fi
[/#if]
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

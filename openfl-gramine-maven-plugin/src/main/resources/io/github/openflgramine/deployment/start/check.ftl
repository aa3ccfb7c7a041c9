[#-- With --check, nothing is started. --]
if [ -n "$check" ]; then
[#if !isAggregator]
[#if enrol?has_content]
    echo "The connection is not tried: only the enclave has the key. The launcher tries it when it starts"
[#else]
    [=connection] || fail "The connection to the aggregator failed"
[/#if]
[/#if]
    echo "Everything that ./start needs is here"
    exit 0
fi


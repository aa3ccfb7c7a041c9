[#if isAggregator]
if [ "$rootless" = docker ] || [ -n "$desktop" ]; then
    echo "The aggregator's port is open in the engine's own network: other machines do not reach it, unless you forward the port (rootlessctl add-ports). Podman, and an engine that runs as root, need no forwarding" >&2
fi
[/#if]
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


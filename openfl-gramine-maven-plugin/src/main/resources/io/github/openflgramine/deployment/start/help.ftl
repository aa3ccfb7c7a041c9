[#-- The command line's help. --]
#!/bin/sh
# Starts [=actor] of [=workspace] and follows it to its end, after checking that everything it needs is there.
#
#   ./start [--detach | --check] [MODE]     MODE: [#list commands?keys as name][=name][#sep], [/#list]; [=mode] by default
#
# --detach returns when it runs; --check starts nothing[#if !isAggregator], and tries the connection to the aggregator[/#if].
# Environment: KIT_DATA, the data directory if it is not data/; SGX_DEVICE and AESM_SOCKET, if they are in another place.

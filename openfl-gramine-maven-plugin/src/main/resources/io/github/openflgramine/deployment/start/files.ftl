[#-- What the participant has to add: certificate, key, lists, model or data. --]
missing=
for file in [#list own + given?filter(path -> path?starts_with("cert/") || path?starts_with("plan/")) as path]'[=path]'[#sep] [/#list][#if isAggregator && !given?seq_contains("plan/cols.yaml")] plan/cols.yaml[/#if][#if !isAggregator && !given?seq_contains("plan/data.yaml")] plan/data.yaml[/#if][#if !given?seq_contains("cert/cert_chain.crt")] cert/cert_chain.crt[/#if]; do
    [ -e "$kit/$file" ] || missing="$missing $file"
done
[#if isAggregator]
ls "$kit"/save/*_init.pbuf >/dev/null 2>&1 || missing="$missing save/…_init.pbuf"
[#else]
[ -d "$data" ] || missing="$missing $data"
[/#if]
[ -z "$missing" ] || fail "Missing in $kit:$missing (README.md describes where each comes from)"


[#-- What the participant has to add: certificate, key, lists, model or data. --]
missing=
for file in [#list needed as path][=sh(path)][#sep] [/#list]; do
    [ -e "$kit/$file" ] || missing="$missing $file"
done
[#if isAggregator]
ls "$kit"/save/*_init.pbuf >/dev/null 2>&1 || missing="$missing save/…_init.pbuf"
[#else]
[ -d "$data" ] || missing="$missing $data"
[/#if]
[ -z "$missing" ] || [#if enrol?has_content][ -n "$enrol" ] || [/#if]fail "Missing in $kit:$missing (README.md describes where each comes from)"


[#-- Checks the answer, has the chain confirmed, and writes both. --]
[ $# -eq 1 ] || [ $# -eq 2 ] || fail "usage: ./import ANSWER.zip [SHA384]"
[ -f "$1" ] || fail "There is no file $1"
[#if pinned]
# The answer has evidence about the aggregator's enclave, which has to be judged; without it, the answer is refused.
[#if jarSha256?has_content]
find_jar
can_run_jar || fail "The aggregator of this federation is attested, and $1 has to prove it. To import it, $get_jar"
below=$(cd "$(dirname "$1")" && pwd -P)
run_jar "$below" collaborator-certify --import="$below/$(basename "$1")" --measurements="$kit/measurements.json" ${2:+--chain-hash="$2"} || fail "$1 was not imported"
exit 0
[#else]
fail "The aggregator of this federation is attested, and $1 has to prove it: import it with openfl-gramine.jar or Maven (see README.md)"
[/#if]
[/#if]
[#if !pinned]
zip=[=sh("agg_to_col_" + actor + "_signed_cert.zip")]
[ "$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")" = "$kit/$zip" ] || cp "$1" "$kit/$zip"
hash=$([=certificates] answer [=sh(actor)] "$zip")
here=
if [ -e "$kit/cert/cert_chain.crt" ]; then
    here=$(sha384sum <"$kit/cert/cert_chain.crt")
    here=${here%% *}
fi
expected=$(printf %s "${2:-}" | tr A-F a-f)
if [ -n "$expected" ]; then
    [ "$expected" = "$hash" ] || fail "The certificate chain in $1 is not the expected one. SHA-384:
  expected  $expected
  received  $hash"
elif [ -n "$here" ]; then
    [ "$here" = "$hash" ] || fail "The certificate chain in $1 is not the one in cert/. SHA-384:
  here      $here
  received  $hash
If the authority has told you that it has a new chain, add the hash that it told you: ./import $1 SHA384"
else
    [ -t 0 ] || fail "Nobody confirmed the certificate chain in $1. SHA-384:
  received  $hash
Compare it with what the authority tells you, out of band, then add it: ./import $1 SHA384"
    printf 'SHA-384 of the certificate chain:\n    %s\nIs this what the authority told you, out of band? [y/N] ' "$hash" >&2
    read -r said
    case $said in y | Y | yes) ;; *) fail "The chain was not confirmed; nothing was written" ;; esac
fi
[=certificates] import [=sh(actor)] "$zip" "$hash"
echo "Imported: cert/client/[=("col_" + actor)].crt, cert/cert_chain.crt"
[/#if]

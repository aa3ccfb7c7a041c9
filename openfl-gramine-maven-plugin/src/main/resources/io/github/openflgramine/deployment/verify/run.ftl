[ $# -eq 1 ] || fail "usage: ./verify PUBLIC.pem"
[ -f "$1" ] || fail "There is no file $1"
command -v openssl >/dev/null || fail "The signature cannot be verified without openssl. Install it, or verify with openfl-gramine.jar (see README.md)"
key=$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")
cd "$kit"

[ -f SHA256SUMS.sig ] || fail "SHA256SUMS.sig is missing: this kit is not signed"
case $(openssl pkey -pubin -in "$key" -noout -text 2>/dev/null || true) in
    '') fail "$1 is not a public key in PEM" ;;
    ED25519*) signed=$(openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig 2>&1 || true) ;;
    *) signed=$(openssl dgst -sha256 -verify "$key" -signature SHA256SUMS.sig SHA256SUMS 2>&1 || true) ;;
esac
case $signed in
    'Verified OK' | 'Signature Verified Successfully') ;;
    *) fail "SHA256SUMS was not signed by $1" ;;
esac
echo "ok    SHA256SUMS is signed by $1"

sums=$(sha256sum -c SHA256SUMS 2>&1) || fail "$(echo "$sums" | grep -v ': OK$')
The kit is not as it was released: unpack it again"
echo "ok    all files of the kit are as released"

find . ! -type d ! -path './data/*' ! -path './logs/*' ! -path './save/*' ! -path './local_state/*' | sed 's|^\./||' | sort |
    while IFS= read -r file; do
        # What the participant's steps add.
        case $file in
            SHA256SUMS | SHA256SUMS.sig | .image-id | openfl-gramine.jar[#if archive?has_content] | [=sh(archive)][/#if]) continue ;;
            [#list own as path][=sh(path)] | [/#list]cert/cert_chain.crt | plan/[#if isAggregator]cols.yaml[#else]data.yaml[/#if]) continue ;;
[#if enrol?has_content]
            identity/* | enrolment/*) continue ;;
[/#if]
[#if !isAggregator]
            [=sh("cert/client/col_" + actor + ".csr")] | [=sh("col_" + actor + "_to_agg_cert_request.zip")] | [=sh("agg_to_col_" + actor + "_signed_cert.zip")]) continue ;;
[/#if]
        esac
        cut -c67- SHA256SUMS | grep -Fqx -- "$file" || echo "      not part of the kit: $file"
    done

[#if archive?has_content]
for file in "$kit/[=archive]" "$kit/../[=archive]"; do
    [ -f "$file" ] || continue
    this=$(sha256sum <"$file")
    [ "${this%% *}" = [=archiveSha256] ] || fail "$file is not the image's archive. SHA-256:
  expected  [=archiveSha256]
  found     ${this%% *}"
    echo "ok    $file is the archive of the image"
    break
done
[/#if]
[#if layers?has_content]
layers='[#list layers as layer][=layer][#sep] [/#list]'
for name in [#list imageIds as id][=id][#sep] [/#list] "$(sed -n 's/^.* //p' .image-id 2>/dev/null || true)" [=sh(image)]; do
    [ -n "$name" ] || continue
    found=$("$engine" image inspect --format '{{range .RootFS.Layers}}{{println .}}{{end}}' "$name" 2>/dev/null) || continue
    [ "$(printf %s "$found" | tr '\n' ' ')" = "$layers" ] || fail "The engine's image $name has other layers than the kit's measurements"
    echo "ok    the engine's image $name has the layers in measurements.json"
    break
done
[/#if]
[#if jarSha256?has_content]
find_jar
if ! can_run_jar; then
    echo "Not checked here: that the enclaves are the measured ones. For that, $get_jar"
    exit 0
fi
saved=
[#if archive?has_content]
for file in "$kit/[=archive]" "$kit/../[=archive]"; do
    if [ -n "$saved" ] || [ ! -f "$file" ]; then continue; fi
    saved=$(cd "$(dirname "$file")" && pwd -P)/[=archive]
done
[ -n "$saved" ] || fail "[=archive] is neither in $kit nor in its parent, so the image cannot be judged"
[#else]
"$engine" image inspect [=sh(image)] >/dev/null 2>&1 || "$engine" pull [=sh(image)]
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$engine" save --output "$work/image.tar" [=sh(image)]
saved=$work/image.tar
[/#if]
status=0
run_jar "$(dirname "$saved")" verify --file="$saved" --measurements="$kit/measurements.json" || status=$?
case $status in
    0) ;;
    1) fail "The image is not the one in measurements.json" ;;
    *) fail "The image was not judged: $jar ended with status $status, for the reason above" ;;
esac
echo "ok    $jar: the image has the measured enclaves"
[#else]
echo "Not checked here: that the enclaves are the measured ones. See README.md, step 2"
[/#if]

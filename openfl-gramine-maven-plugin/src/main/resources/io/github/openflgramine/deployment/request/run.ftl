[#-- Makes the key and the request. --]
[ $# -eq 0 ] || [ "$*" = --renew ] || fail "usage: ./request [--renew]"
hash=$([=certificates] request [=sh(actor)] "$@")
zip=[=sh("col_" + actor + "_to_agg_cert_request.zip")]
cat <<END
Made cert/client/[=("col_" + actor)].key, which stays here, and
    $kit/$zip
Send the zip to the federation's authority. SHA-384 of the request, to be compared out of band:
    $hash
END

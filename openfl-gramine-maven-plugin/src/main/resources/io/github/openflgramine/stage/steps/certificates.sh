# shellcheck shell=sh disable=SC2034 # common.sh uses apt_ca
# Lets apt, pip, Git and Python trust the certificates of gramine.caBundle, if there are any, besides the base's own.

if [ -f /build/ca.crt ]; then
  cat /etc/ssl/certs/ca-certificates.crt > /build/ca-bundle.crt 2> /dev/null || true
  cat /build/ca.crt >> /build/ca-bundle.crt
  export SSL_CERT_FILE=/build/ca-bundle.crt PIP_CERT=/build/ca-bundle.crt REQUESTS_CA_BUNDLE=/build/ca-bundle.crt GIT_SSL_CAINFO=/build/ca-bundle.crt
  apt_ca="-o Acquire::https::CAInfo=/build/ca-bundle.crt"
fi

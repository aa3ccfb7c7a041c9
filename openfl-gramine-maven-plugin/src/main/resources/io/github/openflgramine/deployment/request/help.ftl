#!/bin/sh
# Makes the key of [=actor], and the certificate request to send to the federation's authority.
#
#   ./request [--renew]      --renew replaces an existing key
#
# Both are made in a container of the image, without a network.

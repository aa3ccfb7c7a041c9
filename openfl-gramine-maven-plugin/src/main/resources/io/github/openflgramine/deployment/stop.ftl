#!/bin/sh
# Ends [=actor] of [=workspace]: asks it to, and waits for half a minute.
set -eu
docker stop --time 30 [=sh(container)] >/dev/null
docker rm [=sh(container)] >/dev/null 2>&1 || true

#!/bin/sh
# Ends [=actor] of [=workspace]: asks it to, and waits for half a minute.
set -eu
docker stop --time 30 '[=container]' >/dev/null
docker rm '[=container]' >/dev/null 2>&1 || true

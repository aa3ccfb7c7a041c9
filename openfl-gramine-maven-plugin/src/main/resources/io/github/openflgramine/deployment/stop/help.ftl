#!/bin/sh
# Ends [=actor] of [=workspace]: asks it to, and waits for half a minute. Its output is kept in logs/.

#!/bin/sh
# Tells what [=actor] of [=workspace] does. Ends with 0 if it runs, 1 if it has failed, 3 if it does not run.

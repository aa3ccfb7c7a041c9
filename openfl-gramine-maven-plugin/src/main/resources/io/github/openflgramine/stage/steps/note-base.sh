# shellcheck shell=sh
# Notes which files the base has, for the step gather: their names, and a file to compare their ctime with (not their mtime:
# packages bring times of their own).

touch /build/start
in_image -true | sort -z > /build/before
sleep 0.1

# shellcheck shell=sh
# Gathers every file that was added or changed since the step note-base, and the names of those that were removed.

say "Gathering what was added"
mkdir /added
in_image -true | sort -z | comm -z -23 /build/before - > /opt/openfl-gramine/removed
in_image \( -type f -o -type l \) -cnewer /build/start | (cd / && tar -c --null --no-recursion -T -) | tar -x -C /added
say "added $(find /added -type f | wc -l) files, $(du -sm /added | cut -f 1) MB"

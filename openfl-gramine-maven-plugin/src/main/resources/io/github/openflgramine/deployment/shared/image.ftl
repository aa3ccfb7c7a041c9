[#-- The image: the one with this id, loaded from the archive, or pulled by its digest. Sets image. --]
image=[=sh(image)]
[#if archive?has_content]
id=[=sh(imageId)]
archive=[=sh(archive)]
ids=[=sh(imageIds?join(" "))]
sum=[=sh(archiveSha256)]
known() { "$engine" image inspect --format '{{.Id}}' "$1" 2>/dev/null || true; }
# An engine that keeps images in containerd gives them other ids than one that does not, and the kit knows only one of them.
# In that case the archive identifies the image, and the id that the engine gave it is noted.
noted=$(sed -n "s/^$sum //p" "$kit/.image-id" 2>/dev/null || true)
found=
for wanted in $ids $noted; do
    [ -n "$found" ] || found=$(known "$wanted")
done
if [ -z "$found" ]; then
    for file in "$kit/$archive" "$kit/../$archive"; do
        [ -f "$file" ] || continue
        this=$(sha256sum <"$file")
        [ "${this%% *}" = "$sum" ] || fail "$file is not the archive that this kit was made with. SHA-256:
  expected  $sum
  found     ${this%% *}"
        # Podman 4.3 does not load an archive that is compressed.
        if [ "$(head -c 2 "$file" | od -A n -t x1 | tr -d ' ')" = 1f8b ]; then
            gzip -dc "$file" | "$engine" load
        else
            "$engine" load <"$file"
        fi
        for wanted in $ids; do
            [ -n "$found" ] || found=$(known "$wanted")
        done
        if [ -z "$found" ]; then
            found=$(known "$image")
            [ -z "$found" ] || echo "$sum $found" >"$kit/.image-id"
        fi
        break
    done
    [ -n "$found" ] || fail "The engine has no image with this id, and $archive is neither in $kit nor next to it:
  expected  $id
  found     $(known "$image" | grep . || echo "no $image")"
fi
image=$found
[#else]
"$engine" image inspect "$image" >/dev/null 2>&1 || "$engine" pull "$image"
[/#if]


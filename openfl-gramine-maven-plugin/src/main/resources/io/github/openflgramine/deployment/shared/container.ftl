[#-- The container's name, which another directory's container may have. Sets container. --]
container=${KIT_CONTAINER:-[=container]}
owner=$("$engine" container inspect --format '{{index .Config.Labels "io.github.openfl-gramine.actor"}}' "$container" 2>/dev/null || true)
[ -z "$owner" ] || [ "$owner" = "$kit" ] || fail "The container $container belongs to $owner. Two kits of one name on one machine need two names: KIT_CONTAINER=NAME, for each script of this kit"

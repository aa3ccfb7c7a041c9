[#-- The executable jar, which judges images and quotes. No program of the image does, because the image is what is judged. --]
[#if jarSha256?has_content]
# Sets jar, which is empty if there is none, and get_jar, the way to get it.
# shellcheck disable=SC2034,SC2317 # not every script needs it
find_jar() {
    jar=
    jar_sum=[=jarSha256]
    get_jar="get openfl-gramine.jar (the plugin's artifact with the classifier cli), put it into this directory or its parent, and run this again with Java 17, or with an image that has it: KIT_JRE=IMAGE"
    [ -z "${KIT_JAR:-}" ] || [ -f "$KIT_JAR" ] || fail "There is no file $KIT_JAR (KIT_JAR)"
    for file in ${KIT_JAR:+"$KIT_JAR"} "$kit/openfl-gramine.jar" "$kit/../openfl-gramine.jar"; do
        if [ -n "$jar" ] || [ ! -f "$file" ]; then continue; fi
        this=$(sha256sum <"$file")
        [ "${this%% *}" = "$jar_sum" ] || fail "$file is not the jar that this kit names. SHA-256:
  expected  $jar_sum
  found     ${this%% *}"
        jar=$(cd "$(dirname "$file")" && pwd -P)/$(basename "$file")
    done
}
# Returns whether there is a jar, and something to run it with.
# shellcheck disable=SC2317 # not every script needs it
can_run_jar() { [ -n "$jar" ] && { [ -n "${KIT_JRE:-}" ] || command -v java >/dev/null; }; }
# Runs the jar, with java or in a container of the image KIT_JRE. It may read the kit and the directory $1.
# shellcheck disable=SC2317 # not every script needs it
run_jar() {
    given=
    [ "$1" = "$kit" ] || given=--mount=type=bind,source=$1,target=$1,readonly
    shift
    if [ -n "${KIT_JRE:-}" ]; then
        know_engine
        "$engine" run --rm --network=none ${userns:+--userns="$userns"} --user="$user" --cap-drop=ALL --read-only --tmpfs=/tmp \
            --security-opt=no-new-privileges --mount=type=bind,source="$kit",target="$kit" \
            ${given:+"$given"} --mount=type=bind,source="$jar",target=/openfl-gramine.jar,readonly \
            --workdir="$kit" --entrypoint=java "$KIT_JRE" -jar /openfl-gramine.jar "$@"
    else
        (cd "$kit" && java -jar "$jar" "$@")
    fi
}

[/#if]

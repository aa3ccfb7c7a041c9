[#-- Before a container is removed, its output is kept; the last ten are. --]
keep_log() {
    mkdir -p "$kit/logs"
    "$engine" logs --timestamps "$container" >"$kit/logs/output-$(date -u +%Y%m%dT%H%M%SZ).log" 2>&1 || true
    find "$kit/logs" -name 'output-*Z.log' | sort -r | tail -n +11 | while IFS= read -r old; do rm -f "$old"; done
}

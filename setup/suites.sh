# Sourced by test.sh: runs checks and suites, and counts what they report.

passed=0 failed=0 suite_limit=${ATRIUM_SUITE_SECONDS:-600}
failures=()

count() { passed=$((passed + $1)) failed=$((failed + $2)); }

wanted() { [ -z "$only" ] || [[ ${1,,} == *"${only,,}"* ]]; }

check() { # check TITLE COMMAND...: counts as one
  wanted "$1" || return 0
  if run_step "$@"; then count 1 0; else count 0 1; failures+=("$1"); show_log; fi
}

suite() { # suite TITLE COMMAND...: counts the tests it reports
  wanted "$1" || return 0
  local code=0 good bad skipped
  run_step "$1" timeout -k 10 "$suite_limit" "${@:2}" || code=$?
  read -r good bad skipped < <(counts_of "$step_log")
  # No count at all, or an exit code that the counts don't explain, is a failure and never a silent zero.
  if [ "$code" != 0 ] && [ "$bad" = 0 ] || [ "$((good + bad))" = 0 ]; then bad=$((bad + 1)); fi
  count "$good" "$bad"
  printf '    %d passed, %d failed%s\n' "$good" "$bad" "$([ "$skipped" = 0 ] || echo ", $skipped skipped")" >&2
  [ "$bad" = 0 ] || { failures+=("$1"); show_log; }
}

# The summary lines of xunit ("Total: 5, Errors: 0, Failed: 1, Skipped: 0"), vitest ("Tests  1 failed | 4 passed (5)")
# and node:test ("# pass 4", "# fail 1").
counts_of() {
  awk '
    match($0, /Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+/) {
      split(substr($0, RSTART, RLENGTH), n, /[^0-9]+/); bad += n[3] + n[4]; skip += n[5]; good += n[2] - n[4] - n[5] }
    /^ *Tests  .*\([0-9]+\)/ {
      for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) good += $(i-1); if ($i ~ /^failed/) bad += $(i-1)
        if ($i ~ /^skipped|^todo/) skip += $(i-1) } }
    /^(#|ℹ) (pass|fail|cancelled|skipped) [0-9]+$/ {
      if ($2 == "pass") good += $3; else if ($2 == "skipped") skip += $3; else bad += $3 }
    END { print good + 0, bad + 0, skip + 0 }' "$1"
}

show_log() { tail -n 60 "$step_log" | sed 's/^/  | /' >&2; }

has_script() { # has_script FOLDER SCRIPT
  node -e 'process.exit(require(process.argv[1]).scripts?.[process.argv[2]] ? 0 : 1)' "$root/$1/package.json" "$2"
}

# Where clusters that are thrown away live: in memory where there is enough of it, for a cluster has thousands of files.
roomiest() {
  local enough=$((6 * 1024 * 1024)) memory room
  memory=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
  room=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  if [ -w /dev/shm ] && [ "$((memory))" -ge "$((2 * enough))" ] && [ "$((room))" -ge "$enough" ]; then
    echo /dev/shm
  else
    echo /tmp
  fi
}

install_all() { # install_all FOLDER...
  local folder
  for folder; do
    must_step "Install packages of $folder" "Check that npm reaches its registry." install_packages "$root/$folder"
  done
}

lint_and_types() { # lint_and_types FOLDER: each takes a core, so both at once
  local types=0
  npm --prefix "$1" run --silent lint &
  npm --prefix "$1" run --silent typecheck || types=$?
  wait $! && return "$types"
}

report() {
  local name
  for name in "${failures[@]}"; do echo "failed: $name (see $steps_log_folder)" >&2; done
  echo "took $(seconds_since "$started")" >&2
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

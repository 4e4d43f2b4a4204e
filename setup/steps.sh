# Sourced: runs work as named steps. Each step is one line with its time; on a terminal it spins while it works.
# Everything goes to stderr: stdout belongs to the command that was asked for.

steps_log_folder=${steps_log_folder:-$root/artifacts/logs}
steps_tty=0
[ -t 2 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${CI:-}" ] && steps_tty=1

seconds_since() { # seconds_since START -> "12.3 s"; START is an $EPOCHREALTIME
  local ms=$(((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 1000))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

step_line() { # step_line MARK TITLE START
  local clear=
  [ "$steps_tty" = 1 ] && clear=$'\r\e[K'
  printf '%s%s %-44s %8s\n' "$clear" "$1" "$2" "$(seconds_since "$3")" >&2
}

spin() { # spin PID TITLE START: draws until the process ends
  local frames='⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏' i=0
  while kill -0 "$1" 2>/dev/null; do
    printf '\r\e[K%s %-44s %8s' "${frames:i++%10:1}" "$2" "$(seconds_since "$3")" >&2
    sleep 0.1
  done
}

# run_step TITLE COMMAND...: output goes to $step_log; answers the command's exit code. With steps_aside set it runs
# beside another step and leaves the spinning to that one.
run_step() {
  local title=$1 start=$EPOCHREALTIME code=0 pid
  shift
  mkdir -p "$steps_log_folder"
  step_log=$steps_log_folder/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"${title,,}").log
  # Descriptor 9 is the build lock: a compiler that outlives the build must not keep it.
  "$@" </dev/null >"$step_log" 2>&1 9>&- &
  pid=$!
  [ "$steps_tty" = 1 ] && [ -z "${steps_aside:-}" ] && spin "$pid" "$title" "$start"
  wait "$pid" || code=$?
  if [ "$code" = 0 ]; then step_line '✓' "$title" "$start"; else step_line '✗' "$title" "$start"; fi
  return "$code"
}

# must_step TITLE REMEDY COMMAND...: a step the rest depends on.
must_step() {
  local title=$1 remedy=$2
  shift 2
  run_step "$title" "$@" || stop_with "$title failed (exit code $?)." "$remedy" "$step_log"
}

stop_with() { # stop_with CAUSE REMEDY [LOG]
  if [ -n "${3:-}" ]; then tail -n 25 "$3" | sed 's/^/  | /' >&2; fi
  printf 'cause:  %s\nremedy: %s\n' "$1" "$2" >&2
  [ -z "${3:-}" ] || printf 'log:    %s\n' "$3" >&2
  exit 1
}

#!/usr/bin/env bash
# Runs every check and every test suite, and ends with "N passed, N failed".
#
#   ./atrium test [--only WORD]     --only runs the checks and suites whose name contains the word
#
# A format check, a lint and a build count as one each. A suite that crashes or runs nothing counts as failed.
# Web and client suites find the server in ATRIUM_URL, ATRIUM_ANON_KEY and ATRIUM_SERVICE_KEY.
set -uo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
export ATRIUM_HOME=$root CI=${CI:-true} NO_COLOR=1
steps_log_folder=$root/artifacts/logs/test
. "$root/setup/steps.sh"
. "$root/setup/prepare.sh"
. "$root/setup/suites.sh"
. "$root/setup/test-server.sh"

only=
case ${1:-} in
  --only) only=${2:?--only needs a word} ;;
  -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
  '') ;;
  *) echo "atrium test: unknown option $1 (see ./atrium test --help)" >&2; exit 64 ;;
esac
unset ATRIUM_DATABASE_URL
started=$EPOCHREALTIME
prepare_home
mkdir -p "$root/artifacts"
trap stop_test_server EXIT

prepare_postgres
must_step "Install Chromium and fonts" "Read the log; as root, run setup/install-browser.sh." \
  "$root/setup/install-browser.sh"
need_dotnet
need_node
packages=()
for folder in web tests/Atrium.Client; do
  [ -f "$root/$folder/package.json" ] && packages+=("$folder")
done
# npm waits for the disk and the network while the compiler works.
(steps_aside=1; install_all "${packages[@]}") &
installing=$!
must_step "Restore packages of the solution" "Check that NuGet reaches its registry." dotnet restore "$root/Atrium.slnx"

# The web app is checked against the types of the plan, which the program just built makes.
export ATRIUM=$root/src/Atrium.Cli/bin/Release/net10.0/atrium
check "Build, warnings as errors" dotnet build "$root/Atrium.slnx" -c Release --no-restore -v quiet
wait "$installing" || exit 1
# Style and analysis are the build's; what it leaves is white space.
check "Format of C#" dotnet format whitespace --folder "$root" --exclude "$root/artifacts" "$root/web" --verify-no-changes
for folder in "${packages[@]}"; do
  has_script "$folder" lint && check "npm run lint and typecheck, $folder" lint_and_types "$root/$folder"
  has_script "$folder" build && check "npm run build, $folder" npm --prefix "$root/$folder" run --silent build
done

# Idle threads that spin take the cores from the database that they wait for.
export TMPDIR DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
TMPDIR=$(roomiest)
for project in "$root"/tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  # Tests wait for a database most of the time: more at once than there are cores.
  suite "$name" "$root/tests/$name/bin/Release/net10.0/$name" -noColor -maxThreads 4
done
for folder in "${packages[@]}"; do
  for script in test e2e; do
    has_script "$folder" "$script" || continue
    if needs_server "$folder" "$script"; then start_test_server || { count 0 1; continue; }; fi
    suite "npm run $script, $folder" npm --prefix "$root/$folder" run --silent "$script"
  done
done

report

# Sourced: makes what Atrium runs on: PostgreSQL, the server, the web app. Each only when its inputs changed,
# so that a start with everything in place costs milliseconds here.

built=$root/artifacts/server
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

prepare_home() { # dotnet and npm write below HOME; service managers and CI may give none
  if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    export HOME=$root/artifacts/home
    mkdir -p "$HOME"
  fi
}

# changed STAMP PATH...: true when a path, or anything below it, is newer than the stamp. Deleted files count, too:
# their folder is newer.
changed() {
  local stamp=$1
  shift
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune \
    -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

need_dotnet() {
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    stop_with "The .NET 10 SDK is not here." \
      "Install dotnet-sdk-10.0 (Microsoft's instructions for Debian), then run this again."
}

need_node() {
  local major=0
  if command -v node >/dev/null; then major=$(node -p 'process.versions.node.split(".")[0]'); fi
  [ "$major" -ge 20 ] && command -v npm >/dev/null ||
    stop_with "Node 20 or newer, with npm, is not here." "Install nodejs 20 and npm, then run this again."
}

have_postgres() {
  local major
  [ -z "${ATRIUM_DATABASE_URL:-}" ] || return 0
  for major in /usr/lib/postgresql/*; do
    [ "${major##*/}" -ge 15 ] 2>/dev/null && [ -x "$major/bin/initdb" ] && [ -f "$major/lib/vector.so" ] &&
      [ -f "$major/lib/pgaudit.so" ] && return 0
  done
  return 1
}

prepare_postgres() {
  have_postgres && return
  local remedy='Run "sudo setup/install-postgres.sh" and read what it says, or set ATRIUM_DATABASE_URL.'
  if [ "$(id -u)" != 0 ]; then
    if [ -t 0 ] && command -v sudo >/dev/null; then sudo -v || true; fi
    sudo -n true 2>/dev/null ||
      stop_with "PostgreSQL with pgvector and pgaudit is missing; only root can install it." "$remedy"
  fi
  must_step "Install PostgreSQL" "$remedy" "$root/setup/install-postgres.sh"
}

publish_server() {
  rm -rf "$built.next"
  dotnet publish "$root/src/Atrium.Cli" -c Release -o "$built.next" --artifacts-path "$root/artifacts/dotnet" \
    -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:GenerateDocumentationFile=false -v quiet || return
  # A server that runs keeps its files: they are moved, never overwritten.
  rm -rf "$built.previous"
  [ ! -e "$built" ] || mv "$built" "$built.previous"
  mv "$built.next" "$built"
}

prepare_server() {
  local stamp=$root/artifacts/server.stamp
  changed "$stamp" "$root"/{src,Directory.Build.props,Directory.Packages.props,global.json} || return 0
  need_dotnet
  must_step "Build the server" "Read the log; a clean clone of the same commit builds." publish_server
  touch "$stamp"
}

install_packages() { # install_packages FOLDER: npm ci, when the lock file changed
  local stamp=$1/node_modules/.installed
  [ -e "$stamp" ] && [ ! "$1/package-lock.json" -nt "$stamp" ] && return
  (cd "$1" && npm ci --no-audit --no-fund) && touch "$stamp"
}

build_web() { cd "$root/web" && npm run build; }

prepare_web() {
  local stamp=$root/artifacts/web.stamp
  [ -f "$root/web/package.json" ] || return 0
  [ -f "$root/web/dist/index.html" ] && ! changed "$stamp" "$root"/web/{src,public,index.html,package-lock.json} \
    "$root"/web/*.config.* "$root/docs/guide" && return
  need_node
  must_step "Install web packages" "Check that npm reaches its registry, then run this again." \
    install_packages "$root/web"
  must_step "Build the web app" "Read the log; a clean clone of the same commit builds." build_web
  touch "$stamp"
}

prepare_all() {
  mkdir -p "$root/artifacts" 2>/dev/null || true
  if [ -w "$root/artifacts" ]; then
    prepare_home
    exec 9>"$root/artifacts/build.lock"
    flock 9
    prepare_postgres
    # npm waits for the disk and the network while the compiler works.
    (steps_aside=1; prepare_web) &
    local web=$!
    prepare_server
    wait "$web" || exit 1
    exec 9>&-
  elif [ ! -x "$built/atrium" ]; then
    stop_with "Atrium is not built, and $root cannot be written by $(id -un)." \
      "Run ./atrium once as the owner of the folder."
  fi
}

# The program finds the runtime where dotnet lies, also when that is not the default place.
find_runtime() {
  local dotnet
  [ -z "${DOTNET_ROOT:-}" ] && dotnet=$(command -v dotnet) && dotnet=$(dirname "$(readlink -f "$dotnet")") &&
    [ -d "$dotnet/shared" ] && export DOTNET_ROOT=$dotnet
  return 0
}

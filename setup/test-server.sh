# Sourced by test.sh: one server with demo data for the suites that speak to a running one.

test_server_data=

# Everything but the unit tests of the web app speaks to a server.
needs_server() { [ "$1/$2" != web/test ]; }

free_port() {
  node -e '
    const server = require("net").createServer();
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close(); });
  '
}

launch_test_server() {
  local cli=$root/src/Atrium.Cli/bin/Release/net10.0/atrium
  ATRIUM_MAILBOX=1 ATRIUM_OIDC_PROVIDERS=acme ATRIUM_OIDC_ACME_CLIENT_ID=atrium \
    "$cli" up --data "$test_server_data" --port 0 --detach --json >"$test_server_data.json" &&
    [ -s "$test_server_data.json" ]
}

start_test_server() {
  [ -n "$test_server_data" ] && return
  test_server_data=$(mktemp -u -t atrium-test.XXXXXX)
  # who signs in by another server is answered there by the tests themselves (tests/Atrium.Client/provider.js)
  export ATRIUM_OIDC_ACME_ISSUER=http://127.0.0.1:$(free_port)
  run_step "Start a server with demo data" launch_test_server || { failures+=("Start a server"); show_log; return 1; }
  eval "$(node -e '
    const ready = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const set = (name, value) => console.log(`export ${name}=\x27${value}\x27`);
    set("ATRIUM_URL", ready.url); set("ATRIUM_ANON_KEY", ready.anon_key); set("ATRIUM_SERVICE_KEY", ready.service_key);
  ' "$test_server_data.json")"
}

stop_test_server() {
  [ -n "$test_server_data" ] || return 0
  "$root/src/Atrium.Cli/bin/Release/net10.0/atrium" down --data "$test_server_data" >/dev/null 2>&1
  rm -rf "$test_server_data" "$test_server_data.json"
}

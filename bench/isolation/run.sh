#!/usr/bin/env bash
# Sixty-four connections ask for twenty agencies' rows while others are killed at random; every row is looked at.
# Needs a superuser of a PostgreSQL on a socket that lets atrium_gateway in, and the .NET SDK.
#
#   bench/isolation/run.sh SOCKET_FOLDER PORT [SECONDS]        default: 300 seconds for each way
#
# Asks through the server's own pool and, where pgbouncer is installed, through it in transaction mode. Makes the
# database atrium_bench_isolation once; drop it when done. CONNECTIONS=16 for fewer. Exits with 1 where a single row is
# another agency's.
set -euo pipefail
cd "$(dirname "$0")"
folder=$1 port=$2 seconds=${3:-300} connections=${CONNECTIONS:-64}
bench=atrium_bench_isolation
server="host=$folder port=$port user=${PGUSER:-postgres}"
into="$server dbname=$bench"
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ATRIUM_DATABASE_URL="$into" "${ATRIUM:-../../atrium}" db deploy --no-prove
  psql -d "$into" -f load.sql
fi
psql -At -F ' ' -d "$into" -c 'select user_id, agency_id from memberships order by random()' > "$work/people"
dotnet build -c Release -v q --nologo Isolation.csproj

ask() { # ask NAME HOST PORT PREPARED
  # one connection a tenth of a second, for as long as the asking lasts
  command psql -XqAt -d "$into" > "$work/kills" <<SQL &
do \$\$
begin
  for kill in 1 .. $seconds * 10 loop
    perform pg_stat_clear_snapshot(), pg_sleep(0.1);
    perform pg_terminate_backend(pid) from (select pid from pg_stat_activity
      where usename = 'atrium_gateway' and datname = '$bench' order by random() limit 1) as one;
  end loop;
end \$\$;
SQL
  local killer=$!
  local said ok=0
  said=$(dotnet bin/Release/net10.0/isolation.dll \
    "Host=$2;Port=$3;Username=atrium_gateway;Database=$bench" "$seconds" "$connections" "$4" < "$work/people") || ok=1
  kill "$killer" 2>/dev/null || true
  wait "$killer" 2>/dev/null || true
  echo "$1: $said"
  return $ok
}

ask "pool" "$folder" "$port" 200
if command -v pgbouncer > /dev/null; then
  cat > "$work/pgbouncer.ini" <<INI
[databases]
$bench = host=$folder port=$port dbname=$bench
[pgbouncer]
pool_mode = transaction
listen_addr =
unix_socket_dir = $work
listen_port = 6499
auth_type = any
max_client_conn = 200
default_pool_size = 16
ignore_startup_parameters = extra_float_digits,search_path
INI
  sed -i 's/^\(atrium_bench_isolation = .*\)/\1 user=atrium_gateway/' "$work/pgbouncer.ini"
  chmod -R a+rwX "$work"
  as=(); [ "$(id -u)" != 0 ] || as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  "${as[@]}" pgbouncer -q "$work/pgbouncer.ini" 2> "$work/pgbouncer.log" &
  for _ in $(seq 50); do [ -S "$work/.s.PGSQL.6499" ] && break; sleep 0.1; done
  ask "pgbouncer, transaction mode" "$work" 6499 0
else
  echo "pgbouncer: not installed"
fi

#!/usr/bin/env bash
# What a request through the gateway costs, at ten connections: the 25 newest communications of one client, of an agency
# and of a very large agency, an insert with its audit, an embed three deep, an exact count. Against a floor, which
# verifies the token, runs one fixed batch and writes its bytes through, and against pgbench with the same transaction.
# Then what a neighbour feels of an agency at its share and at twenty times that, and memory over many requests. Needs
# a superuser of a PostgreSQL on a socket that lets atrium_gateway in, and the .NET SDK.
#
#   bench/gateway/run.sh SOCKET_FOLDER PORT [SECONDS]        default: 3 seconds a round, three rounds
#   ONLY=memory REQUESTS=1000000 bench/gateway/run.sh SOCKET_FOLDER PORT        the memory alone
#
# Makes the database atrium_bench_gateway once (ROWS=200000 communications in the large agency); drop it when done.
# Ports 18210 and 18211 are taken meanwhile (BASE=18210). REQUESTS=100000 are sent for the memory; SHARE is for an
# agency's connections.
set -euo pipefail
cd "$(dirname "$0")"
folder=$1 port=$2 seconds=${3:-3} base=${BASE:-18210} share=${SHARE:-$(nproc)}
bench=atrium_bench_gateway
server="host=$folder port=$port user=${PGUSER:-postgres}"
into="$server dbname=$bench"
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ../deploy.sh "$into"
  psql -d "$into" -v rows="${ROWS:-200000}" -f load.sql
fi
psql -d "$into" -c "delete from public.communications where subject = 'Measured'" -c 'vacuum public.communications'
dotnet build -c Release -v q --nologo Gateway.csproj
gateway() { dotnet bin/Release/net10.0/gateway.dll "$@"; }
connection="Host=$folder;Port=$port;Username=atrium_gateway;Database=$bench"
dotnet bin/Release/net10.0/gateway.dll serve "$connection" "$work/data" "$base" "$share" >/dev/null 2>"$work/serve.log" &
dotnet bin/Release/net10.0/gateway.dll floor "$connection" "$work/data" $((base + 1)) "$PWD/cases" >/dev/null 2>"$work/floor.log" &
# An answer of any kind within a minute.
for listening in $base $((base + 1)); do
  curl -s --retry 60 --retry-delay 1 --retry-max-time 60 --retry-connrefused -o /dev/null "http://127.0.0.1:$listening/auth/v1/health" ||
    { cat "$work"/*.log >&2; exit 1; }
done

if [ "${ONLY:-}" = memory ]; then
  gateway last "$base" "${REQUESTS:-100000}"
  exit
fi
gateway ask "$base" $((base + 1)) "$seconds"
pgbench=$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)
for each in client agency large insert embed count; do
  person=$([ "$each" = large ] && echo 0 || echo 1)
  claims=$(psql -At -d "$into" -c "select json_build_object('sub', md5('person$person')::uuid, 'agency_id',
    md5('agency$person')::uuid, 'role', 'authenticated')")
  {
    printf '%s\n' '\startpipeline' 'begin;'
    printf '%s' "select atrium.enter(:claims::jsonb), set_config('search_path', 'public, extensions', true)," \
      " set_config('role', 'authenticated', true);"
    printf '\n%s' "$(cat "cases/$each.sql")" 'commit;' '\endpipeline' ''
  } >"$work/script"
  rm -f "$work"/log*
  "$pgbench" -n -M prepared -c 10 -j 2 -T "$seconds" -D claims="$claims" -f "$work/script" -l --log-prefix="$work/log" \
    -U atrium_gateway -h "$folder" -p "$port" "$bench" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  cat "$work"/log.* | sort -n -k3 | awk -v name="$each" -v seconds="$seconds" '{ t[NR] = $3 / 1000 } END {
    printf "%-7s pgbench %7.0f/s  p50 %6.2f  p99 %6.2f ms\n",
      name, NR / seconds, t[int((NR + 1) * 0.5)], t[int(NR * 0.99)] }'
done
gateway neighbour "$base" "$share" "$seconds"
gateway last "$base" "${REQUESTS:-100000}"

#!/usr/bin/env bash
# Measures the newest 50 communications of a whole agency: 1,000 clients, 1,000,000 rows, as a member under row
# security, against the same rows in a table with an agency column and its index. Needs a superuser of a PostgreSQL
# that has the extensions, nothing else.
#
#   bench/lists/run.sh ["host=… user=…"]        default: what the environment says (PGHOST, PGUSER …)
#
# Makes the database atrium_bench_lists on that server by deploying the plan, fills it once (some minutes), and
# measures; run again it only measures. Drop the database when done.
set -euo pipefail
cd "$(dirname "$0")"
server=${1:-}
bench=atrium_bench_lists
rows=${ROWS:-1000000}
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
into="$server dbname=$bench"

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ../deploy.sh "$into"
  psql -d "$into" -v rows="$rows" -f load.sql
fi
psql -d "$into" -f measure.sql

# The same as whole requests over a connection, prepared as the gateway has them: begin, enter, role, query, commit.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
member=$(psql -At -d "$into" -c "select md5('member')::uuid")
request() { # hint, query
  echo "begin; select atrium.enter('{\"sub\":\"$member\",\"role\":\"authenticated\"}'::jsonb);" | sed 's/; /;\n/g'
  printf 'set local role authenticated;\n%s\n%s;\ncommit;\n' "$1" "$2"
}
columns='select id, client_id, type, direction, subject, body, "timestamp" from'
request "" "$columns public.with_agency order by \"timestamp\" desc limit 50" >"$work/column"
request "call atrium.read_newest();" "$columns public.communications where atrium.list_key(client_id) =
  (select atrium.current_list_key()) order by \"timestamp\" desc limit 50" | tr -s '\n ' >"$work/gateway"
echo "Whole requests, one connection, mean ms in each of five rounds:"
for _ in 1 2 3 4 5; do
  for form in column gateway; do
    pgbench=$(command -v pgbench || ls /usr/lib/postgresql/*/bin/pgbench | tail -1)
    ms=$("$pgbench" -n -M prepared -T 3 -f "$work/$form" "$into" 2>/dev/null |
      sed -n 's/latency average = \(.*\) ms/\1/p')
    echo "$form $ms"
  done
done | awk '{ t[$1] = t[$1] " " $2; s[$1] += $2 } END {
  for (f in t) print f ":" t[f]; printf "ratio of the means: %.2f\n", s["gateway"] / s["column"] }'

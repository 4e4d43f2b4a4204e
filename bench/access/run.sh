#!/usr/bin/env bash
# Asks about random people, rows and operations what explain-access says and what the database does, and compares.
# Needs a superuser of a PostgreSQL that has the extensions, and a build of Atrium for the demo's rows.
#
#   bench/access/run.sh ["host=… user=…"]        default: what the environment says (PGHOST, PGUSER …)
#
# Makes the database atrium_bench_access on that server once, with the demo's agencies. PAIRS=1000 for fewer; SEED=0.7
# for others. Exits with 1 where a single answer differs. Drop the database when done.
set -euo pipefail
cd "$(dirname "$0")"
server=${1:-}
bench=atrium_bench_access
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
into="$server dbname=$bench"

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ATRIUM_DATABASE_URL="$into" ../../atrium db deploy --no-prove
  ATRIUM_DATABASE_URL="$into" ../../atrium db seed
fi
psql -d "$into" <<SQL | tee /dev/stderr | grep -q ' 0 answers differ'
begin;
\i agree.sql
set local client_min_messages = warning;
select clock_timestamp() as began \gset
select format('%s pairs, %s allowed, %s answers differ, %s s', asked, allowed, jsonb_array_length(disagreeing),
    round(extract(epoch from clock_timestamp() - :'began')::numeric, 1)) as result,
  jsonb_pretty(disagreeing) as differing
from pg_temp.agree(${PAIRS:-10000}, ${SEED:-0.5});
rollback;
SQL

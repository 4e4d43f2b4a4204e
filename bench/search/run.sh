#!/usr/bin/env bash
# Measures recall and time of search by meaning over 100,000 passages, for agencies that hold from 50 to 0.1 percent of
# them. Needs a superuser of a PostgreSQL that has the extensions, nothing else.
#
#   bench/search/run.sh ["host=… user=…"]        default: what the environment says (PGHOST, PGUSER …)
#
# Makes the database atrium_bench_search on that server by deploying the plan, fills it once (the index takes a quarter
# of an hour), and measures; run again it only measures. CHUNKS=10000 for a tenth; PLANS=1 writes plans.txt. Drop the
# database when done.
set -euo pipefail
cd "$(dirname "$0")"
server=${1:-}
bench=atrium_bench_search
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
into="$server dbname=$bench"

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ../deploy.sh "$into"
  psql -d "$into" -v chunks="${CHUNKS:-100000}" -f load.sql
fi
psql -d "$into" -f measure.sql
if [ -n "${PLANS:-}" ]; then
  mkdir -p plans
  # what search_knowledge really asks within itself, for a large agency (the graph) and a small one (each compared)
  for share in 0 5; do
    person=$(psql -At -d "$into" -c "select md5('person$share')::uuid")
    agency=$(psql -At -d "$into" -c "select md5('agency$share')::uuid")
    psql -At -d "$into" 2>&1 >/dev/null <<SQL |
load 'auto_explain';
set auto_explain.log_min_duration = 0;
set auto_explain.log_nested_statements = on;
set auto_explain.log_analyze = on;
set auto_explain.log_timing = off;
begin;
select atrium.enter('{"sub":"$person","agency_id":"$agency","role":"authenticated"}');
set local role authenticated;
set local client_min_messages = log;
select count(*) from public.search_knowledge(null, (select v from bench.questions where q = 1), 'bench');
rollback;
SQL
      awk '/^LOG:/ { keep = 0 } /^Query Text:/ { keep = /knowledge_chunks c/ } keep' |
      sed 's/  (cost=[^)]*)//' | cut -c1-160 | ../readable.sh "search_knowledge by meaning, agency $share:" \
      >"plans/agency$share.txt"
  done
fi

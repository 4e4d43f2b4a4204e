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
  for share in 0 5; do
    psql -At -d "$into" <<SQL
\\echo Nearest ten of the agency with the share $share, as search_knowledge asks:
begin;
set local hnsw.iterative_scan = relaxed_order;
set local enable_sort = $([ "$share" = 0 ] && echo off || echo on);
explain (analyze, costs off, timing off, summary off)
select c.id from public.knowledge_chunks c
where c.agency_id = md5('agency$share')::uuid and c.embedding_model = 'bench'
order by (c.embedding operator(extensions.<=>) (select v from bench.questions where q = 1))
  $([ "$share" = 0 ] || echo '+ 0') limit 40;
rollback;
SQL
  done >plans.txt
fi

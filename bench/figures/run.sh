#!/usr/bin/env bash
# Measures the analytics views and a page of every list: 1,500 campaigns, 1,000,000 timesheet entries and 200,000
# tickets in one agency, as many again in a hundred others. Needs a superuser of a PostgreSQL that has the extensions,
# nothing else.
#
#   bench/figures/run.sh ["host=… user=…"]        default: what the environment says (PGHOST, PGUSER …)
#
# Makes the database atrium_bench_figures on that server by deploying the plan, fills it once (some minutes), and
# measures; run again it only measures. SCALE=0.1 for a tenth; PLANS=1 writes the plans as the owner into plans/. Drop
# the database when done.
set -euo pipefail
cd "$(dirname "$0")"
server=${1:-}
bench=atrium_bench_figures
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
into="$server dbname=$bench"

if [ -z "$(psql -At -d "$server dbname=postgres" -c "select 1 from pg_database where datname = '$bench'")" ]; then
  psql -d "$server dbname=postgres" -c "create database $bench"
  ../deploy.sh "$into"
  psql -d "$into" -v scale="${SCALE:-1}" -f load.sql
fi
asked=$(cat views.txt && psql -At -F $'\t' -d "$into" -f lists.sql)
psql -d "$into" -f measure.sql <<<"$asked"
if [ -n "${PLANS:-}" ]; then
  person=$(psql -At -d "$into" -c "select md5('person0-1')::uuid")
  agency=$(psql -At -d "$into" -c "select md5('agency0')::uuid")
  claims="{\"sub\":\"$person\",\"agency_id\":\"$agency\",\"role\":\"authenticated\"}"
  mkdir -p plans && rm -f plans/*
  while IFS=$'\t' read -r part query; do
    hint="select"
    table=${query#* public.}
    case $query in *list_key*) hint="call atrium.read_newest('${table%% *}')" ;; esac
    psql -At -d "$into" -c begin -c "select atrium.enter('$claims')" \
      -c "set local role authenticated" -c "$hint" \
      -c "explain (analyze, costs off, timing off, summary off) $query" -c rollback </dev/null |
      ../readable.sh "$query" >>"plans/$part.txt"
  done <<<"$asked"
fi

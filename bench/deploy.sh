#!/usr/bin/env bash
# The plan in its order into an empty database, without verify and prove: for benches, whose figures are about what is
# deployed, not about how.
#
#   bench/deploy.sh "host=… dbname=…"
set -euo pipefail
cd "$(dirname "$0")"
psql() { command psql -X -q -v ON_ERROR_STOP=1 "$@"; }
psql -d "$1" -c "create schema atrium" -c "create table atrium.changes (name text)"
while read -r change _; do
  script=../database/$change/deploy.sql
  role="set local role atrium_owner;"
  case $change in kernel/010_roles) role= ;; esac
  if head -1 "$script" | grep -q '^-- run as: deployer'; then role=; fi
  { echo "begin; $role"; cat "$script"; echo ";commit;"; } | psql -d "$1" >/dev/null
done < <(grep -v -e '^#' -e '^$' ../database/plan.txt)

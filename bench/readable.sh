#!/usr/bin/env bash
# A plan under its query, without what asks for the caller's rights once (InitPlan) and what was never executed.
set -euo pipefail
echo "$1"
awk '{ match($0, /^ */); depth = RLENGTH }
  skip && depth > at { next }
  { skip = 0 }
  /InitPlan|never executed/ { skip = 1; at = depth; next }
  NF'
echo

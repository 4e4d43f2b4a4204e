#!/usr/bin/env bash
# sqlmap and wapiti (apt-get install sqlmap wapiti) ask a running server: sqlmap tries every parameter of the requests
# in requests.txt, wapiti every page it finds and the same addresses. Both as whoever has TOKEN (an access token).
#
#   bench/probe/run.sh URL TOKEN FOLDER        FOLDER takes what they say; it must not be there yet
#
# Not on data that matters: what they think of is written. Sign-in answers 429 after a few attempts, so that there is
# little to probe: FORGET="psql -h DATA/postgres/run -p 54787 -U postgres atrium" forgets attempts meanwhile. A request
# has 10 minutes (LIMIT=600), wapiti 30. wapiti's traps for servers that fetch addresses lie at 127.0.0.1:18220 (TRAP).
set -euo pipefail
for tool in sqlmap wapiti curl python3; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install sqlmap wapiti curl" >&2; exit 2; }
done
url=${1%/} token=$2 folder=$(realpath -m "$3") trap=${TRAP:-18220}
cd "$(dirname "$0")"
mkdir "$folder" "$folder/requests" "$folder/said" "$folder/trap"
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
if [ -n "${FORGET:-}" ]; then
  echo 'delete from atrium.sign_in_attempts \watch 0.2' | $FORGET -q >/dev/null &
fi

first() { curl -fsS "$url/rest/v1/$1&limit=1" -H "Authorization: Bearer $token" | grep -o '[0-9a-f-]\{36\}' | head -1; }
client=$(first 'clients?select=id') user=$(first 'users?select=id')
number=100
while read -r method path body; do
  number=$((number + 1))
  {
    printf '%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n' "$method" "$path" "${url#*://}" "$token"
    printf '%s\r\n\r\n%s' "${body:+Content-Type: application/json}" "$body"
  } | sed "s/@CLIENT/$client/g; s/@USER/$user/g" >"$folder/requests/$number"
done <requests.txt

export said=$folder/said limit=${LIMIT:-600}
# shellcheck disable=SC2016 # for the shell within
find "$folder/requests" -type f | sort | xargs -P "$(nproc)" -I{} sh -c '
  timeout "$limit" sqlmap -r {} --batch --level=3 --risk=1 --dbms=PostgreSQL --time-sec=3 --ignore-code="*" \
    --ignore-stdin --disable-coloring --output-dir={}.out >"$said/$(basename {})" 2>&1 </dev/null ||
    echo "ended with $?" >>"$said/$(basename {})"'
nothing=$(grep -l 'do not appear to be injectable' "$said"/* | wc -l)
echo "sqlmap: $nothing of $((number - 100)) requests have nothing"
grep -l 'identified the following injection\|^ended with' "$said"/* || true
grep -ho '[0-9]* ([A-Za-z ]*) - [0-9]* times' "$said"/* |
  awk '{ count[$1] += $(NF - 1) } END { for (status in count) print "  answered " status ": " count[status] }' | sort

# What wapiti asks its traps for it finds; any other visitor is the server, led astray.
echo '{}' | tee "$folder/trap/get_ssrf.php" >"$folder/trap/get_xxe.php"
python3 -m http.server "$trap" --bind 127.0.0.1 --directory "$folder/trap" >"$folder/trapped" 2>&1 &
starts=$(sed -n "s/@CLIENT/$client/g; s/\*?/?/; s/\*$//; s|^GET |-s $url|p" requests.txt)
# shellcheck disable=SC2086 # the words of $starts are its words
timeout 1800 wapiti -u "$url/" $starts --scope domain -H "Authorization: Bearer $token" --flush-session --no-bugreport \
  -m sql,blindsql,xss,permanentxss,exec,file,crlf,ssrf,xxe,redirect,shellshock,cookieflags,csp,http_headers \
  --max-attack-time 300 --endpoint "http://127.0.0.1:$trap/" --store-session "$folder/wapiti" -v 1 -f json \
  -o "$folder/wapiti.json" >"$said/wapiti" 2>&1 || echo "wapiti ended with $?"
python3 -c 'import json,sys; d = json.load(open(sys.argv[1])); print("wapiti:", sum(map(len, d["vulnerabilities"].values())),
  "findings", [(k, v["info"], v["path"]) for k, l in d["vulnerabilities"].items() for v in l][:20],
  {k: len(v) for k, v in d["anomalies"].items() if v})' "$folder/wapiti.json"
grep -v 'get_ssrf.php\|get_xxe.php' "$folder/trapped" | grep '"' || echo 'trapped: nobody'

#!/usr/bin/env bash
# Proves the first start on an empty machine: makes a bare Debian in a folder, gives it the .NET SDK and Node of this
# machine and nothing else, clones the committed state of this repository into it, and types `./atrium up` there.
#
#   sudo setup/check-fresh.sh [SUITE]       SUITE: bookworm (default) or trixie. Needs debootstrap, and some minutes.
#
# KEEP=1 leaves the folder for a look inside.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
. "$root/setup/steps.sh"
suite=${1:-bookworm}
[ "$(id -u)" = 0 ] || stop_with "Only root can make a root folder." "Run: sudo setup/check-fresh.sh"
command -v debootstrap >/dev/null || stop_with "debootstrap is not here." "Run: apt-get install debootstrap"
fresh=$(mktemp -d "/var/tmp/atrium-fresh.XXXXXX")
chmod 755 "$fresh"

clean_up() {
  [ ! -x "$fresh/atrium/artifacts/server/atrium" ] || inside ./atrium down >/dev/null 2>&1 || true
  local mounted
  for mounted in proc dev/pts dev usr/share/dotnet; do
    ! mountpoint -q "$fresh/$mounted" || umount -l "$fresh/$mounted"
  done
  [ "${KEEP:-0}" = 1 ] || rm -rf --one-file-system "$fresh"
}
trap clean_up EXIT

inside() {
  local bundle=/etc/ssl/certs/ca-certificates.crt
  chroot "$fresh" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    NODE_EXTRA_CA_CERTS=$bundle SSL_CERT_FILE=$bundle NUGET_CERT_REVOCATION_MODE=offline \
    sh -c 'cd /atrium && exec "$@"' inside "$@"
}

archive() { # the plain Debian archive among this machine's apt sources
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" {sub("/+$", "", $3); print $3; exit}'
}

make_debian() {
  local libraries=libssl3,libicu72
  [ "$suite" = bookworm ] || libraries=libssl3t64,libicu76
  # What the packages of the SDK and of Node depend on.
  debootstrap --variant=minbase --include="ca-certificates,libstdc++6,zlib1g,$libraries" \
    "$suite" "$fresh" "$(archive)" || return
  mount -t proc proc "$fresh/proc"
  mount --bind /dev "$fresh/dev"
  mount --bind /dev/pts "$fresh/dev/pts"
  cp -L /etc/resolv.conf /etc/hosts "$fresh/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$fresh/etc/ssl/certs/"
}

bring_tools() { # the SDK and Node, with this user's settings of their package clients
  local dotnet node
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  node=$(readlink -f "$(command -v node)")
  mkdir -p "$fresh/usr/share/dotnet" "$fresh/usr/lib/node_modules" "$fresh/root/.nuget"
  mount --bind -o ro "$dotnet" "$fresh/usr/share/dotnet"
  ln -s /usr/share/dotnet/dotnet "$fresh/usr/bin/dotnet"
  cp "$node" "$fresh/usr/bin/node"
  cp -a "$(npm root -g)/npm" "$fresh/usr/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$fresh/usr/bin/npm"
  [ ! -f ~/.npmrc ] || cp ~/.npmrc "$fresh/root/"
  [ ! -d ~/.nuget/NuGet ] || cp -a ~/.nuget/NuGet "$fresh/root/.nuget/"
}

clone() { mkdir "$fresh/atrium" && git -C "$root" archive HEAD | tar -x -C "$fresh/atrium"; }

first_up() { inside ./atrium up --detach --json >"$fresh/ready.json"; }

sign_in() {
  inside node --input-type=module -e '
    const ready = JSON.parse(process.argv[1]);
    const { email, password } = ready.demo[0];
    const answer = await fetch(`${ready.url}/auth/v1/token?grant_type=password`, {
      method: "POST", headers: { apikey: ready.anon_key, "content-type": "application/json" },
      body: JSON.stringify({ email, password }) });
    if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
    console.log(`signed in as ${email}`);
  ' "$(cat "$fresh/ready.json")"
}

must_step "Make a bare Debian $suite" "Read the log." make_debian
must_step "Bring the SDK and Node" "Read the log." bring_tools
must_step "Clone the repository" "Commit first: what is committed is checked." clone
must_step "First ./atrium up" "Read the log; with KEEP=1 the folder stays in $fresh." first_up
must_step "Sign in as a demo user" "Read the log." sign_in
must_step "./atrium down" "Read the log." inside ./atrium down
must_step "Second ./atrium up" "Read the log." first_up
echo "Atrium starts on a bare Debian $suite."

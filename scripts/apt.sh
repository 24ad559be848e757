#!/usr/bin/env bash
# Installs Debian packages where this user may; elsewhere says in one sentence what to install.
# Usage: scripts/apt.sh PURPOSE PACKAGE…
set -euo pipefail

purpose=$1
shift

if ! command -v apt-get >/dev/null; then
    as_root=()
    may=no
elif [ "$(id -u)" = 0 ]; then
    as_root=()
    may=yes
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
    may=yes
else
    as_root=(sudo)
    may=no
fi

if [ "$may" = no ]; then
    echo "$purpose: please install $* (on Debian: sudo apt-get install $*), then run this again." >&2
    exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# The output is worth reading only when something went wrong.
apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null >>"$log" 2>&1
}

echo "$purpose: installing $*"
if ! { apt update && apt install --yes --no-install-recommends "$@"; }; then
    tail -n 20 "$log" >&2
    echo "$purpose: apt-get could not install $*; please install it, then run this again." >&2
    exit 1
fi

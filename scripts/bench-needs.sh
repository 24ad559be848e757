#!/usr/bin/env bash
# Brings what the benchmarks need beside Python: nginx, with which the door is compared, and what
# asks both of them. Where this user may not install them, all the rest is measured.
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null; }

missing=()
has nginx || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
has wrk || missing+=(wrk)

if [ ${#missing[@]} -gt 0 ]; then
    scripts/apt.sh "The benchmarks" "${missing[@]}" || true
fi

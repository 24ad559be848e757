#!/usr/bin/env bash
# Serves the paper of BROADSHEET_VAR; where there is none yet, makes a demo paper first.
# Usage: scripts/run.sh PORT
set -euo pipefail
cd "$(dirname "$0")/.."

unfinished=$BROADSHEET_VAR/.demo-unfinished

# What a server holds is not ours to fill: with DATABASE_URL, `broadsheet demo` has to be asked for.
if [ -z "${DATABASE_URL:-}" ] && { [ ! -e "$BROADSHEET_VAR/paper.sqlite3" ] || [ -e "$unfinished" ]; }; then
    mkdir -p -m 700 "$BROADSHEET_VAR"
    touch "$unfinished"
    .venv/bin/broadsheet demo
    rm "$unfinished"
fi

exec .venv/bin/broadsheet serve --port "$1"

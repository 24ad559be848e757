#!/usr/bin/env bash
# Serves the paper of BROADSHEET_VAR; where there is none yet, makes a demo paper first.
# Usage: scripts/run.sh PORT
set -euo pipefail
cd "$(dirname "$0")/.."

paper=$BROADSHEET_VAR/paper.sqlite3
unfinished=$BROADSHEET_VAR/.demo-unfinished

# Any of Django's commands leaves a database without a single table, which is no paper.
is_empty() {
    .venv/bin/python -c 'import sqlite3, sys
sys.exit(bool(sqlite3.connect(sys.argv[1]).execute("SELECT 1 FROM sqlite_master").fetchone()))' "$1"
}

# What a server holds is not ours to fill: with DATABASE_URL, `broadsheet demo` has to be asked for.
if [ -z "${DATABASE_URL:-}" ] && { [ ! -e "$paper" ] || [ -e "$unfinished" ] || is_empty "$paper"; }; then
    mkdir -p -m 700 "$BROADSHEET_VAR"
    touch "$unfinished"
    .venv/bin/broadsheet demo
    rm "$unfinished"
fi

exec .venv/bin/broadsheet serve --port "$1"

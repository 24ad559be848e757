#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, named to it in DATABASE_URL. The server
# listens on a socket in a temporary folder only; it ends with the command, however that ends.
# Usage: scripts/with-postgres.sh COMMAND…
set -euo pipefail

# Debian keeps the server's programs out of the path, a folder for each version.
initdb=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || command -v initdb)
bin=$(dirname "$(readlink -f "$initdb")")
home=$(mktemp -d /tmp/broadsheet-pg.XXXXXX) # short: the name of a socket may have 107 letters
server=""
child=""

finish() {
    trap '' INT TERM HUP
    [ -z "$server" ] || { kill -INT "$server" 2>/dev/null && wait "$server"; } || true
    rm -rf "$home"
}
trap finish EXIT
trap : INT # a terminal tells the command as well
trap '[ -z "$child" ] || kill -TERM "$child"' TERM HUP

# Killed without a word, we still take the server with us. PostgreSQL refuses to run as root.
as_server=(setpriv --pdeathsig INT)
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$home"
    as_server+=(--reuid=postgres --regid=postgres --clear-groups)
fi

(cd / && "${as_server[@]}" "$bin/initdb" --pgdata "$home/data" --auth trust --username app \
    --no-sync --encoding UTF8 --locale C.UTF-8 >/dev/null)

"${as_server[@]}" "$bin/postgres" -D "$home/data" -k "$home" -h '' -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
    </dev/null >"$home/log" 2>&1 &
server=$!
for _ in {1..300}; do
    "$bin/pg_isready" --quiet --host "$home" && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
if ! "$bin/pg_isready" --quiet --host "$home"; then
    cat "$home/log" >&2
    exit 1
fi

export DATABASE_URL="postgresql://app@/postgres?host=$home"
setpriv --pdeathsig TERM env --default-signal=INT,QUIT "$@" <&0 &
child=$!
status=0
wait "$child" || status=$?
while kill -0 "$child" 2>/dev/null; do # a signal ends the waiting, not the command
    status=0
    wait "$child" || status=$?
done
exit "$status"

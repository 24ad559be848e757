#!/usr/bin/env bash
# Brings what the tests need beside Python: a browser, PostgreSQL, nginx, gettext, Java with the Nu HTML
# checker, and letters for the scripts that the paper is tried in. Running a paper needs none of them.
set -euo pipefail
cd "$(dirname "$0")/.."

nu_version=26.9.27
nu_sha256=22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47
nu=var/tools/vnu-$nu_version.jar

has() { command -v "$1" >/dev/null; }
has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_library() { compgen -G "/usr/lib/*/$1" >/dev/null || compgen -G "/usr/lib*/$1" >/dev/null; }
has_letters() { has fc-list && [ -n "$(fc-list ":lang=$1" family)" ]; }

missing=()
has chromium || missing+=(chromium)
has_library libatomic.so.1 || missing+=(libatomic1) # what drives the browser asks for it
has_postgres || missing+=(postgresql)
has nginx || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
has msgcmp || missing+=(gettext)
has java || missing+=(default-jre-headless)
{ has_letters ar && has_letters ml; } || missing+=(fontconfig fonts-noto-core)
[ -f "$nu" ] || has npm || missing+=(npm)

if [ ${#missing[@]} -gt 0 ]; then
    scripts/apt.sh "The tests" "${missing[@]}"
fi

if [ ! -f "$nu" ]; then
    echo "The tests: fetching the Nu HTML checker $nu_version"
    mkdir -p var/tools
    box=$(mktemp -d var/tools/fetch.XXXXXX)
    trap 'rm -rf "$box"' EXIT
    npm pack --silent --pack-destination "$box" "vnu-jar@$nu_version" >/dev/null
    tar -xzf "$box"/*.tgz -C "$box" package/build/dist/vnu.jar
    if ! echo "$nu_sha256  $box/package/build/dist/vnu.jar" | sha256sum --check --quiet -; then
        echo "The Nu HTML checker that was fetched is not the one these tests were written for." >&2
        exit 1
    fi
    rm -f var/tools/vnu-*.jar
    mv "$box/package/build/dist/vnu.jar" "$nu"
fi

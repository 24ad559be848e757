#!/usr/bin/env bash
# Makes .venv from the lock files: "run" holds what serving needs, "dev" what tests need as well.
# Usage: scripts/venv.sh run|dev
#
# A stamp in .venv tells what it was made from, so that a second call has nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:-}
case $kind in
    run | dev) ;;
    *)
        echo "usage: scripts/venv.sh run|dev" >&2
        exit 2
        ;;
esac

stamp=.venv/made-from

made_from() { # of pyproject.toml only what comes before the settings of tools
    echo "$1 $({ pwd && sed '/^\[tool\./q' pyproject.toml && cat scripts/venv.sh requirements/{build,"$1"}.txt; } |
        sha256sum)"
}

is_made() { # what tests need holds all that serving needs
    [ -x .venv/bin/python ] && [ -f "$stamp" ] || return 1
    local found
    found=$(<"$stamp")
    [ "$found" = "$(made_from "$kind")" ] || { [ "$kind" = run ] && [ "$found" = "$(made_from dev)" ]; }
}

first_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        # Asked, not only looked for: a version manager's stand-in may exist and refuse.
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Broadsheet needs Python 3.11 or newer: please install it, then run this again." >&2
    return 1
}

make_empty() {
    local python
    python=$(first_python)
    # Debian leaves out what a new environment gets its pip from.
    "$python" -c 'import ensurepip' 2>/dev/null || scripts/apt.sh "A virtual environment" \
        "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    "$python" -m venv --clear .venv
}

fill() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement requirements/build.txt
    local uv=(.venv/bin/uv --quiet pip)
    export VIRTUAL_ENV=$PWD/.venv UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180}
    "${uv[@]}" sync --require-hashes requirements/build.txt "requirements/$kind.txt"
    "${uv[@]}" install --no-deps --no-build-isolation --editable .
}

is_made && exit

if command -v flock >/dev/null; then # two commands started together make it once
    exec 9<scripts/venv.sh
    flock 9
    is_made && exit
fi

if [ -f "$stamp" ] && [[ $(<"$stamp") = dev* ]]; then # whoever had what tests need keeps it
    kind=dev
fi
echo "Making the virtual environment (.venv, $kind)"
.venv/bin/python -m pip --version >/dev/null 2>&1 || make_empty
echo "$kind, not finished" >"$stamp"
fill
made_from "$kind" >"$stamp"

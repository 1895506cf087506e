#!/usr/bin/env python3
"""Makes index/common_words.inc: the lower-case words that the index leaves out unless all words are asked for.

  apt-get install scowl
  python3 index/make_common_words.py /usr/share/dict/scowl NAMES... > index/common_words.inc

SCOWL's lists up to size 35 (the words that spelling checkers of the smallest size know), British and American
spellings, without apostrophes, of 2 to 16 letters; less every word that is also a usual name, so that `mark` and
`rose` are found in lower case too. NAMES are tables of a name and a number, tab-separated:

  first_ons.tsv       first names, births in England and Wales (ONS, Open Government Licence v3.0)
  first_ssa.tsv       first names, births in the USA (Social Security Administration, public domain)
  last_census1990.tsv surnames, per cent of the US population (US Census 1990, public domain)

A name is usual from the count in kUsual on. Words of grammar (kGrammar) stay common though some people bear them;
`will` and `may` are not among these.
"""
import pathlib
import re
import sys

kSizes = (10, 20, 35)
kSpellings = ("english", "british", "british_z", "american")
kUsual = {"first_ons": 100, "first_ssa": 2000, "last_census1990": 0.002}
kGrammar = set("""
a an and any are as at be been but by can could did do does for from had has have he her here hers him his how i if in
into is it its just me more most my no nor not of on one or other our ours out over own said same she so some such than
that the their theirs them then there these they this those to too under until up us very was we were what when where
which while who whom why with would you your yours
""".split())


def usual_names(paths):
    names = set()
    for path in map(pathlib.Path, paths):
        least = kUsual[path.stem]
        for line in path.read_text().splitlines():
            name, number = line.split("\t")
            if float(number) >= least:
                names.add(name.lower().replace("'", ""))
    return names


def common_words(folder):
    words = set(kGrammar)
    for size in kSizes:
        for spelling in kSpellings:
            path = pathlib.Path(folder) / f"{spelling}-words.{size}"
            if path.exists():
                words.update(path.read_text(encoding="latin-1").replace("'", "").split())
    return {word for word in words if re.fullmatch("[a-z]{2,16}", word)}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    words = sorted(common_words(sys.argv[1]) - (usual_names(sys.argv[2:]) - kGrammar))
    print("// Made by index/make_common_words.py; see there for what is in it and where it comes from.")
    line = ""
    for word in words:
        if len(line) + len(word) > 112:
            print(f'"{line}"')
            line = ""
        line += word + " "
    print(f'"{line}"')


main()

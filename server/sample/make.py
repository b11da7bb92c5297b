#!/usr/bin/env python3
"""Draw the embedded sample's figures out of the official release files.

    python3 server/sample/make.py <folder of release files = RELEASES_DIR>

Reads the published archives with zipfile (nothing is unpacked) and writes
small files of the same layout to server/sample/releases/, so that the
product's own importers read them like any release. Every figure is copied;
none is computed. What is left out: the descriptors of CPT and D codes. What
is replaced: the notices above the rows (own words) and the effective dates of
the PTP pairs, which are placeholders in the source as well.

The CPT codes of the sample are those with a text in content/cpt/; the other
selections stand below. Running it twice gives the same bytes.
"""

import csv
import io
import re
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "releases"

# HCPCS Level II: whole blocks, first to last code.
HCPCS_BLOCKS = [
    ("A4556", "A4560"),  # electrodes, lead wires, gels
    ("E0100", "E0159"),  # canes, crutches, walkers and their attachments
    ("G0237", "G0239"),  # respiratory therapy
    ("G0281", "G0283"),  # electrical stimulation
    ("L1800", "L1860"),  # knee orthoses
]
HCPCS_COUNT = 60

# Modifiers of HCPCS Level II: therapy, anatomical, X{EPSU}, liability, others.
MODIFIERS = (
    "GN GO GP KX CQ CO "
    "LT RT E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 "
    "TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LC LD LM RC RI "
    "XE XS XP XU GA GX GY GZ TC FS GC GE"
).split()

# ICD-10-CM: whole three-character categories.
ICD10CM_CATEGORIES = (
    "E11 "  # type 2 diabetes mellitus
    "G89 "  # pain, not elsewhere classified
    "I10 I11 I12 I13 I15 I16 I1A "  # hypertensive diseases
    "M17 M54 M75 "  # osteoarthritis of knee, dorsalgia, shoulder lesions
    "R13 R26 R41 R47 R48 "  # swallowing, gait, cognition, speech, language
    "Z47 Z74"  # orthopedic aftercare, dependency on a care provider
).split()

QUARTER = "20240701"  # first day of 2024 Q3, the quarter of v302r0


def main(releases_dir: Path) -> None:
    cpt = {path.stem for path in (HERE / "content" / "cpt").glob("*.md")}
    OUT.mkdir(exist_ok=True)
    hcpcs = hcpcs_file(releases_dir)
    codes = cpt | hcpcs
    pprrvu(releases_dir, codes, cpt)
    gpci(releases_dir)
    localities(releases_dir)
    icd10cm(releases_dir)
    mue(releases_dir, codes)
    ptp(releases_dir, codes)
    cpt_descriptor()


# ---------------------------------------------------------------- one per file


def pprrvu(folder: Path, codes: set, cpt: set) -> None:
    """MPFS: 10 rows of notices and stacked captions, then 31 columns."""
    rows = list(csv.reader(lines(folder / "pfs/rvu25d.zip", "PPRRVU2025_Oct.csv")))
    head, body = rows[:10], rows[10:]
    assert "2025 National Physician Fee Schedule" in head[0][2], head[0]
    assert head[4][2] == "RELEASED 09/11/2025" and head[9][0] == "HCPCS"
    head[1][2] = "Excerpt for the sample of Coding Ahead: some codes only. CPT codes are copyright 2024 American Medical Association."
    head[2][2] = "No CPT and no dental descriptors are contained: their DESCRIPTION is left blank."
    kept = [row for row in body if row[0] in codes]
    for row in kept:
        if row[0] in cpt or row[0][0].isdigit() or row[0][0] == "D":
            row[2] = ""
    missing = cpt - {row[0] for row in kept}
    assert not missing, f"not in PPRRVU2025_Oct.csv: {sorted(missing)}"
    save("PPRRVU2025_Oct.csv", as_csv(head + kept), len(kept))


def gpci(folder: Path) -> None:
    """GPCI: title, blank, captions; localities; footnotes after a MAC line."""
    rows = list(csv.reader(lines(folder / "pfs/rvu25d.zip", "GPCI2025.csv")))
    kept = [row for row in rows[3:] if re.fullmatch(r"\d{5}", row[0])]
    notes = [
        "MAC Assignments as of November 22, 2023",
        "",
        "*Alaska: the work GPCI is raised to a floor of 1.5 (MIPPA).",
        "**Frontier state: the PE GPCI is raised to a floor of 1.0 (ACA).",
    ]
    tail = [[note] + [""] * 6 for note in notes]
    save("GPCI2025.csv", as_csv(rows[:3] + kept + [[""] * 7] + tail), len(kept))


def localities(folder: Path) -> None:
    """LOCCO text: fixed columns, taken over whole (a work of the CMS)."""
    text = "".join(lines(folder / "pfs/rvu25d.zip", "25LOCCO.txt"))
    count = len(re.findall(r"(?m)^\s+\d{5}\s+\d{2}\s", text))
    save("25LOCCO.txt", crlf(text), count)


def icd10cm(folder: Path) -> None:
    """ICD-10-CM order file: fixed columns, order numbers as published."""
    source = lines(folder / "icd10cm/icd10cm-order-2025-reconstructed.zip", "icd10cm_order_2025.txt")
    kept = [line for line in source if line[6:9] in ICD10CM_CATEGORIES]
    absent = set(ICD10CM_CATEGORIES) - {line[6:9] for line in kept}
    assert not absent and 290 <= len(kept) <= 330, (absent, len(kept))
    save("icd10cm_order_2025.txt", crlf("".join(kept)), len(kept))


def mue(folder: Path, codes: set) -> None:
    """MUE: a quoted notice of several lines, captions, then four columns."""
    name = "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"
    with open(folder / "ncci" / name, encoding="cp1252", newline="") as file:
        rows = list(csv.reader(file))
    header = next(i for i, row in enumerate(rows) if row[0].startswith("HCPCS/"))
    notice = (
        "CPT codes are copyright 2025 American Medical Association. All rights reserved.\n\n"
        "Excerpt for the sample of Coding Ahead: the rows of some codes, no descriptors.\n\n"
        "A code that is not listed is not unlimited: some values are not published."
    )
    kept = [row for row in rows[header + 1 :] if row[0] in codes]
    quoted = [
        f'"{notice}",,,\n',
        '"HCPCS/\nCPT Code",' + ",".join(rows[header][1:]) + "\n",
    ]
    save(name, "".join(quoted) + as_csv(kept, "\n"), len(kept))


def ptp(folder: Path, codes: set) -> None:
    """PTP: 6 lines of notices and captions, then 7 columns between tabs.

    Kept are the pairs among the sample's codes that are in force on the
    quarter's first day. The archives' effective dates are placeholders, so
    that day is written instead.
    """
    head, kept = [], []
    for part in (1, 2, 3, 4):
        source = lines(folder / f"ncci/ccipra-v302r0-f{part}-derived.zip", None)
        rows = [line.rstrip("\r\n").split("\t") for line in source]
        head = rows[:6]
        assert head[2][0] == "Column 1", head
        for row in rows[6:]:
            column1, column2, _, _, deleted, _, _ = row
            if column1 in codes and column2 in codes and (deleted == "*" or deleted >= QUARTER):
                kept.append(row[:3] + [QUARTER] + row[4:])
    head[0][0] = (
        "CPT only copyright 2023 American Medical Association. All rights reserved. "
        "Excerpt of v302r0 (2024 Q3) for the sample of Coding Ahead; every effective date is a "
        f"placeholder: {QUARTER}, the first day of the quarter, not the day on which the edit began"
    )
    kept.sort()
    text = "".join("\t".join(row) + "\r\n" for row in head + kept)
    save("ccipra-v302r0-sample.txt", text, len(kept))


def hcpcs_file(folder: Path) -> set:
    """HCPCS Level II: code, kind, long, short, add_date. Returns the codes."""
    source = lines(folder / "hcpcs/hcpcs-2025-oct-derived.zip", "DERIVED_hcpcs_2025_oct.csv")
    rows = list(csv.reader(source))
    procedures, modifiers = [], []
    for row in rows[1:]:
        if row[1] == "procedure" and any(a <= row[0] <= z for a, z in HCPCS_BLOCKS):
            procedures.append(row)
        elif row[1] == "modifier" and row[0] in MODIFIERS:
            modifiers.append(row)
    assert len(procedures) == HCPCS_COUNT, len(procedures)
    assert len(modifiers) == len(MODIFIERS), set(MODIFIERS) - {row[0] for row in modifiers}
    kept = modifiers + procedures
    save("HCPC2025_OCT_ANWEB.csv", as_csv(rows[:1] + kept), len(kept))
    return {row[0] for row in procedures}


def cpt_descriptor() -> None:
    """CPT: the one descriptor that the product quotes, in the AMA's layout."""
    text = (
        "CPT copyright 2024 American Medical Association. All rights reserved.\r\n"
        "This file contains the one descriptor that the product quotes and no other; the rest comes from your licensed file.\r\n"
        "\r\n"
        "97150\tTherapeutic procedure(s), group (2 or more individuals)\r\n"
    )
    save("LONGULT_quoted.txt", text, 1)


# -------------------------------------------------------------------- helpers


def lines(archive: Path, member) -> list:
    """The lines of a member (None: the only one), each ending in \\n."""
    with zipfile.ZipFile(archive) as zipped:
        name = member or zipped.namelist()[0]
        raw = zipped.read(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return text.replace("\r\n", "\n").splitlines(keepends=True)


def as_csv(rows: list, end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def save(name: str, text: str, count: int) -> None:
    (OUT / name).write_bytes(text.encode("utf-8"))
    print(f"{name}: {count} rows")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 server/sample/make.py <folder of release files = RELEASES_DIR>")
    main(Path(sys.argv[1]))

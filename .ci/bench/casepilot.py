"""CasePilot on everything that is loaded: how often it is right, by kind, and how long it takes."""

import subprocess
from pathlib import Path

from common import BINARY

SET = Path("crates/casepilot/questions")
MANUAL = "2026_ncci_medicare_policy_manual_all-chapters.pdf"


def bench_casepilot(work, database, releases):
    """`database` holds everything; the manual is among the release files, where there are any."""
    for manual in Path(releases).rglob(MANUAL):
        command = [BINARY, "documents", "import", "--database-url", f"sqlite:{database}", str(manual)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    index = Path(work) / "search-index"
    ask = ["target/release/examples/questions", str(database), "--index", str(index)]
    further = sorted(SET.glob("more-*.tsv"))
    for title, arguments in [
        ("the half for testing", [SET / "questions.tsv", "--half", "test"]),
        ("the half for tuning", [SET / "questions.tsv", "--half", "tune"]),
        (f"{len(further)} further sets, for tuning", further),
    ]:
        print(f"\nCasePilot: {title}", flush=True)
        subprocess.run([*ask, *map(str, arguments)], check=True)
    manuals = ["target/release/examples/measure", str(database), "crates/case2code/queries/manual.tsv"]
    print("\nCasePilot: passages of the manual beside plain BM25", flush=True)
    subprocess.run([*manuals, "--passages"], check=True)

"""The search over everything that is loaded: how often it is right, and how long it takes, beside its peers."""

import subprocess
from pathlib import Path

from common import BINARY

OWN = sorted(Path("crates/case2code/queries").glob("*.tsv"))


def bench_search(work, database, releases):
    """`database` holds everything; labels are in the folder of release files, where there are any."""
    # Our own names of CPT codes and modifiers belong to every site.
    content = [BINARY, "content", "import", "--database-url", f"sqlite:{database}", "server/sample/content"]
    subprocess.run(content, check=True, stdout=subprocess.DEVNULL)
    labels = Path(releases) / "eval" / "disease-labels.tsv"
    sets = [str(path) for path in [labels, *OWN] if path.exists()]
    index = Path(work) / "search-index"
    measure = ["target/release/examples/measure", str(database), *sets, "--folder", str(index)]
    print("\nSearch: how often a right code is found (whole sets, then their halves for testing)", flush=True)
    subprocess.run([*measure, "--peers"], check=True)
    subprocess.run([*measure, "--half", "test"], check=True)
    print("\nSearch: what its parts give (halves for testing)", flush=True)
    for part in ["--without-thesaurus", "--without-family"]:
        print(part, flush=True)
        command = measure[:-2] if part == "--without-thesaurus" else measure
        subprocess.run([*command, "--half", "test", part], check=True)
    print("\nSearch: times, opened from disk", flush=True)
    subprocess.run([*measure, "--speed"], check=True)

"""Measures the release build; called by bench.sh.

Usage: bench <folder of release files> [<address of a PostgreSQL>]
"""

import sys
import tempfile
from pathlib import Path

from casepilot import bench_casepilot
from imports import bench_everything, bench_imports, bench_postgres
from pages import bench_pages, bench_sizes
from search import bench_search


def main():
    releases, *postgres = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        bench_sizes()
        bench_imports(work, releases)
        for url in postgres:
            bench_postgres(work, releases, url)
        bench_everything(work, releases)
        bench_search(work, Path(work, "full.db"), releases)
        bench_casepilot(work, Path(work, "full.db"), releases)
        bench_pages(work)


main()

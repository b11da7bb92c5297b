"""Imports beside the database's own way in, and pages beside an import."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from common import BINARY, CODE_PAGE, member, peak_mb, percentile, request, serve, timed

EDITS = [f"ncci/ccipra-v302r0-f{part}-derived.zip" for part in (1, 2, 3, 4)]
EVERYTHING = ["--licence-holder", "measured only"]


def sqlite(database, *commands):
    return subprocess.check_output(["sqlite3", str(database), *commands], text=True)


def sqlite_import(work, ours, table, name):
    """Seconds that sqlite3 takes for the rows of a table of ours, into the same table and indexes."""
    rows, peer = Path(work, f"{name}.csv"), Path(work, f"{name}.peer.db")
    with rows.open("w") as out:
        subprocess.run(["sqlite3", "-csv", str(ours), f"select * from {table}"], stdout=out, check=True)
    sqlite(peer, "pragma journal_mode=wal;" + sqlite(ours, f".schema {table}"))
    seconds = timed(["sqlite3", str(peer), ".mode csv", f".import {rows} {table}"])
    rows.unlink()
    peer.unlink()
    return seconds


def bench_imports(work, releases):
    print("\nImports into an empty SQLite database, beside `sqlite3 .import` of the same rows into the same table and "
          "indexes")
    for names, table in [
        (["pfs/rvu25d.zip"], "fee"),
        (["icd10cm/icd10cm-order-2025-reconstructed.zip"], "code_version"),
        (EDITS, "ptp_edit"),
    ]:
        files = [str(Path(releases, name)) for name in names]
        if not all(map(os.path.exists, files)):
            print(f"skipped: no {names[0]} in {releases}")
            continue
        name = Path(names[0]).stem
        ours = Path(work, f"{name}.db")
        timed([BINARY, "releases", "--database-url", f"sqlite:{ours}"])
        command = [BINARY, "import", "--database-url", f"sqlite:{ours}", *files]
        began = time.monotonic()
        memory = peak_mb(command)
        seconds = time.monotonic() - began
        rows = int(sqlite(ours, f"select count(*) from {table}"))
        peer = sqlite_import(work, ours, table, name)
        print(f"{name:<38}{rows:>8} rows of {table:<13}{rows / seconds:>9.0f} rows/s, sqlite3 {rows / peer:>9.0f} "
              f"rows/s: {seconds / peer:.2f}× its time; peak memory {memory:.0f} MB")
        ours.unlink()


def bench_postgres(work, releases, url):
    """The edits on PostgreSQL, beside COPY of the same rows from a file."""
    files = [str(Path(releases, name)) for name in EDITS]
    if not all(map(os.path.exists, files)):
        return
    server = url.rsplit("/", 1)[0]
    ours, peer = f"{server}/edits", f"{server}/peer"

    def psql(database, command):
        return subprocess.check_output(["psql", "-X", "-q", "-t", "-d", database, "-c", command], text=True)

    for database in ("edits", "peer"):
        psql(url, f"CREATE DATABASE {database}")
        timed([BINARY, "releases", "--database-url", f"{server}/{database}"])
    seconds = timed([BINARY, "import", "--database-url", ours, *files])
    rows = Path(work, "edits.copy")
    psql(ours, f"\\copy ptp_edit to '{rows}'")
    peer_seconds = timed(["psql", "-X", "-q", "-d", peer, "-c", f"\\copy ptp_edit from '{rows}'"])
    count = int(psql(ours, "SELECT count(*) FROM ptp_edit"))
    print(f"On PostgreSQL: {count} rows of ptp_edit in {seconds:.1f} s, COPY from a file of rows {peer_seconds:.1f} s: "
          f"{seconds / peer_seconds:.2f}× its time")


def timed_pages(port, cookie, stop):
    """Milliseconds of code pages, asked for one after the other until told to stop."""
    times = []
    while not stop(times):
        began = time.monotonic()
        status, _, _ = request(port, "GET", CODE_PAGE, cookie=cookie)
        times.append((time.monotonic() - began) * 1000)
        if status != 200:
            sys.exit(f"the page answered {status}")
    return times


def pair_microseconds(database):
    """Median microseconds of one look-up of a pair."""
    return float(subprocess.check_output(["target/release/examples/pair_look_up", database], text=True))


def bench_everything(work, releases):
    """All releases from nothing in one command; then what pages cost beside the sample, and beside an import."""
    sample, full = Path(work, "sample.db"), Path(work, "full.db")
    server, port = serve(f"sqlite:{sample}")
    cookie = member(port, f"sqlite:{sample}")
    few = timed_pages(port, cookie, lambda times: len(times) == 2000)
    few_pairs = pair_microseconds(f"sqlite:{sample}")

    edits = [str(Path(releases, name)) for name in EDITS]
    busy, alone = Path(work, "busy.db"), few
    if all(map(os.path.exists, edits)):
        server.terminate()
        server.wait()
        # A plain copy would miss what still stands in the write-ahead log.
        sqlite(sample, f".backup {busy}")
        server, port = serve(f"sqlite:{busy}")
        importing = subprocess.Popen(
            [BINARY, "import", "--database-url", f"sqlite:{busy}", *edits],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        during = timed_pages(port, cookie, lambda times: importing.poll() is not None)
        print(f"\nThe member's code page while 2.5 million edits are loaded into the same SQLite file: "
              f"p50 {percentile(during, 0.5):.1f} ms, p99 {percentile(during, 0.99):.1f} ms over {len(during)} pages; "
              f"alone p50 {percentile(alone, 0.5):.1f} ms, p99 {percentile(alone, 0.99):.1f} ms")
    server.terminate()
    server.wait()

    began = time.monotonic()
    # Excerpts in the folder are refused, and the command says so with its exit code.
    memory = peak_mb([BINARY, "import", *EVERYTHING, "--database-url", f"sqlite:{full}", releases], may_fail=True)
    seconds = time.monotonic() - began
    rows = int(sqlite(full, "select sum(rows_read) from release"))
    print(f"Everything in {Path(releases).name}/ in one command: {rows} rows in {seconds:.0f} s, peak memory "
          f"{memory:.0f} MB, database {full.stat().st_size / 1e6:.0f} MB")
    server, port = serve(f"sqlite:{full}")
    cookie = member(port, f"sqlite:{full}")
    many = timed_pages(port, cookie, lambda times: len(times) == 2000)
    server.terminate()
    server.wait()
    many_pairs = pair_microseconds(f"sqlite:{full}")
    for what, unit, small, large in [
        ("code page of a member, p50", "ms", percentile(few, 0.5), percentile(many, 0.5)),
        ("pair look-up, p50", "µs", few_pairs, many_pairs),
    ]:
        print(f"  {what:<28} sample {small:8.2f} {unit}, everything {large:8.2f} {unit}: {large / small:.2f}×")
    for what, example in [
        ("A claim of 30 lines", "claim_check"),
        ("The code with the most edits", "edit_page"),
        ("All localities of a code", "fee_strip"),
    ]:
        out = subprocess.check_output([f"target/release/examples/{example}", f"sqlite:{full}"], text=True)
        print(f"{what}: {out.strip()}")

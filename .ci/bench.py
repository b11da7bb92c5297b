"""Measures the release build; called by bench.sh.

Usage: bench.py <folder of release files>
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

SECONDS = 5
CODE_PAGE = "/codes/cpt/97150"
BINARY = "target/release/coding-ahead"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start(*command):
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(port, path="/"):
    for _ in range(200):
        try:
            return request(port, "GET", path)
        except OSError:
            time.sleep(0.1)
    sys.exit(f"nothing answers on port {port}")


def request(port, method, path, form=None, cookie=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie} if cookie else {}
    body = None
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(form)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    set_cookie = response.getheader("Set-Cookie") or ""
    return response.status, response.read().decode(), set_cookie.split(";")[0]


def resident_mb(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def load(port, connections, cookie=None):
    """Requests a second, median and 99th percentile in milliseconds, as wrk measures them."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", f"http://127.0.0.1:{port}{CODE_PAGE}"]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit(f"the page failed under load:\n{out}")
    milliseconds = {"us": 0.001, "ms": 1, "s": 1000}
    percentile = {p: float(n) * milliseconds[u] for p, n, u in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s)", out)}
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), percentile["50"], percentile["99"]


def bench_pages(work):
    port = free_port()
    server = start(
        BINARY, "serve", "--listen", f"127.0.0.1:{port}", "--public-url", f"http://127.0.0.1:{port}",
        "--database-url", f"sqlite:{work}/bench.db",
    )
    wait_for(port, "/readyz")
    memory_before = resident_mb(server)
    _, guest_page, guest = request(port, "GET", CODE_PAGE)
    account = {"email": "bench@example.com", "password": "a long password"}
    _, _, member = request(port, "POST", "/api/register", account)
    subprocess.run(
        [BINARY, "users", "--database-url", f"sqlite:{work}/bench.db", "set-plan", account["email"], "member"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    _, member_page, _ = request(port, "GET", CODE_PAGE, cookie=member)
    assert 'data-access="preview"' in guest_page and 'data-access="open"' in member_page
    print(f"\nThe code page {CODE_PAGE}, {SECONDS} s each, beside a static axum handler of the same bytes")
    print(f"{'':<8}{'bytes':>8}{'conns':>7} | {'req/s':>8}{'p50 ms':>9}{'p99 ms':>9} | "
          f"{'static/s':>9}{'p50 ms':>9}{'p99 ms':>9} | static ÷ page")
    for who, page, cookie in [("guest", guest_page, guest), ("member", member_page, member)]:
        file = Path(work, f"{who}.html")
        file.write_text(page)
        static_port = free_port()
        static = start("target/release/examples/static_page", f"127.0.0.1:{static_port}", str(file))
        wait_for(static_port)
        for connections in (1, 16, 64):
            rate, p50, p99 = load(port, connections, cookie)
            s_rate, s_p50, s_p99 = load(static_port, connections)
            print(f"{who:<8}{len(page.encode()):>8}{connections:>7} | {rate:>8.0f}{p50:>9.2f}{p99:>9.2f} | "
                  f"{s_rate:>9.0f}{s_p50:>9.2f}{s_p99:>9.2f} | {s_rate / rate:>8.1f}")
        static.terminate()
    print(f"Resident memory of the server: {memory_before:.0f} MB before, {resident_mb(server):.0f} MB after")
    server.terminate()
    server.wait()


def bench_sizes():
    print("\nThe browser's files, in bytes")
    for kind in ("wasm", "js", "css"):
        raw = next(Path("target/site/pkg").glob(f"*.{kind}"))
        print(f"{kind:<6}{raw.stat().st_size:>9} raw {Path(f'{raw}.br').stat().st_size:>8} brotli")


def timed(command):
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def peak_mb(command):
    """Peak resident memory of a command, from a process of its own."""
    probe = ("import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL,"
             "stderr=subprocess.DEVNULL);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    out = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True, check=True).stdout
    return int(out) / 1024


def bench_imports(work, releases):
    print("\nImports into an empty database, beside `sqlite3 .import` of the same rows into the same table and indexes")
    for name, table in [
        ("pfs/rvu25d.zip", "fee"),
        ("icd10cm/icd10cm-order-2025-reconstructed.zip", "code_version"),
        ("icd10cm/icd10cm-order-Jan-2021.zip", "code_version"),
    ]:
        file = Path(releases, name)
        if not file.exists():
            print(f"skipped: no {name} in {releases}")
            continue
        ours, peer, csv = (Path(work, f"{Path(name).stem}{end}") for end in (".db", ".peer.db", ".csv"))
        timed([BINARY, "releases", "--database-url", f"sqlite:{ours}"])
        command = [BINARY, "import", "--database-url", f"sqlite:{ours}", str(file)]
        seconds = timed(command)
        rows = int(subprocess.check_output(["sqlite3", str(ours), f"select count(*) from {table}"]))
        with csv.open("w") as out:
            subprocess.run(["sqlite3", "-csv", str(ours), f"select * from {table}"], stdout=out, check=True)
        schema = subprocess.check_output(["sqlite3", str(ours), f".schema {table}"], text=True)
        subprocess.run(["sqlite3", str(peer), "pragma journal_mode=wal;" + schema], check=True, stdout=subprocess.DEVNULL)
        peer_seconds = timed(["sqlite3", str(peer), ".mode csv", f".import {csv} {table}"])
        fresh = Path(work, f"{Path(name).stem}.peak.db")
        memory = peak_mb([BINARY, "import", "--database-url", f"sqlite:{fresh}", str(file)])
        print(f"{Path(name).name:<42}{rows:>7} rows of {table:<13}{rows / seconds:>9.0f} rows/s, sqlite3 "
              f"{rows / peer_seconds:>9.0f} rows/s: {seconds / peer_seconds:.1f}× its time; peak memory {memory:.0f} MB")


def main():
    with tempfile.TemporaryDirectory() as work:
        bench_sizes()
        bench_imports(work, sys.argv[1])
        bench_pages(work)


os.environ.setdefault("RUST_LOG", "error")
main()

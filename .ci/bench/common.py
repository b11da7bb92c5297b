"""What the measurements share: servers, requests, commands with their time and memory."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

SECONDS = 5
CODE_PAGE = "/codes/cpt/97150"
BINARY = "target/release/coding-ahead"
ACCOUNT = {"email": "bench@example.com", "password": "a long password"}

os.environ.setdefault("RUST_LOG", "error")


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


def timed(command):
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - began


def peak_mb(command, may_fail=False):
    """Peak resident memory of a command, from a process of its own."""
    probe = (f"import resource,subprocess,sys;subprocess.run(sys.argv[1:],check={not may_fail},"
             "stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    out = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True, check=True).stdout
    return int(out) / 1024


def serve(database):
    """A server on a database, and its port."""
    port = free_port()
    server = start(
        BINARY, "serve", "--listen", f"127.0.0.1:{port}", "--public-url", f"http://127.0.0.1:{port}",
        "--database-url", database,
    )
    wait_for(port, "/readyz")
    return server, port


def member(port, database):
    """The cookie of a member."""
    _, _, cookie = request(port, "POST", "/api/register", ACCOUNT)
    subprocess.run(
        [BINARY, "users", "--database-url", database, "set-plan", ACCOUNT["email"], "member"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    return cookie


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]

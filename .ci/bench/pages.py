"""The code page beside a static handler of the same bytes, and the sizes of the browser's files."""

from pathlib import Path

from common import CODE_PAGE, SECONDS, free_port, load, member, request, resident_mb, serve, start, wait_for


def bench_pages(work):
    database = f"sqlite:{work}/bench.db"
    server, port = serve(database)
    memory_before = resident_mb(server)
    _, guest_page, guest = request(port, "GET", CODE_PAGE)
    cookie = member(port, database)
    _, member_page, _ = request(port, "GET", CODE_PAGE, cookie=cookie)
    assert 'data-access="preview"' in guest_page and 'data-access="open"' in member_page
    print(f"\nThe code page {CODE_PAGE}, {SECONDS} s each, beside a static axum handler of the same bytes")
    print(f"{'':<8}{'bytes':>8}{'conns':>7} | {'req/s':>8}{'p50 ms':>9}{'p99 ms':>9} | "
          f"{'static/s':>9}{'p50 ms':>9}{'p99 ms':>9} | static ÷ page")
    for who, page, who_cookie in [("guest", guest_page, guest), ("member", member_page, cookie)]:
        file = Path(work, f"{who}.html")
        file.write_text(page)
        static_port = free_port()
        static = start("target/release/examples/static_page", f"127.0.0.1:{static_port}", str(file))
        wait_for(static_port)
        for connections in (1, 16, 64):
            rate, p50, p99 = load(port, connections, who_cookie)
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

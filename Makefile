# The commands of this project. Each is one line that calls a script or cargo; the scripts say what they install.
.PHONY: serve build test lint fmt bench sample

serve: ## install what is missing, build, serve on http://127.0.0.1:3000
	@bash .ci/serve.sh

build: ## the browser's files and the server's binary, in target/
	@bash .ci/build.sh

test: ## every test, with all its own set-up
	@bash .ci/test.sh

lint: ## formatting, clippy for server, browser and tests, and cargo-deny where it is installed
	@bash .ci/lint.sh

fmt: ## format the code
	@cargo fmt --all

bench: ## speed and size, each beside something real
	@bash .ci/bench.sh

sample: ## draw the embedded sample anew out of the release files in RELEASES_DIR
	@python3 server/sample/make.py "$(RELEASES_DIR)"

# The first two targets are the README's two commands; `make help` lists the others.
PYTHON ?= python3
BIN := .venv/bin

BUILT := kg/web/built/.vite/manifest.json
HAS_NODE := node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
NO_NODE := Node.js 20 or later is missing

.PHONY: run test lint check frontend benchmark evaluate train lock clean help

run: .venv/ready  ## set up, build the graph of the bundled report, write graph.html, open the explorer
	@if $(HAS_NODE); then $(MAKE) --no-print-directory frontend || true; else echo "$(NO_NODE): the explorer goes without its scripts (graph, charts, editors)"; fi
	@KG_STORE=.kg $(BIN)/kg build
	@KG_STORE=.kg $(BIN)/kg graph --output graph.html
	@exec env KG_STORE=.kg $(BIN)/kg serve

frontend: $(BUILT)  ## build the scripts of the explorer; needs Node.js
	@:

test: .venv/ready-dev frontend  ## set up, and run every test
	$(BIN)/python -m pytest --numprocesses auto

lint: .venv/ready-dev frontend  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd frontend && npm run --silent check

check: lint test  ## all that must pass before a commit

benchmark: .venv/ready-dev  ## speed, side by side with the alternatives
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-group-by=group

train: .venv/ready-dev  ## learn the weights of the models anew from the annotated lines
	$(BIN)/python -m evaluation.train

evaluate: .venv/ready-dev  ## measure the extraction on the annotated lines, write EVALUATION.md
	$(BIN)/python -m evaluation.evaluate

lock:  ## pin the newest allowed versions of all dependencies
	scripts/lock

clean:  ## remove what the other targets made
	rm -rf .venv .kg graph.html dist kg/web/built frontend/node_modules

help:
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/ -/'

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name it with make PYTHON=…")'
	@$(PYTHON) -m venv .venv || { echo "python3 -m venv does not work here; install your system's venv package (Debian: python3-venv)"; exit 1; }

.venv/ready: .venv/bin/python requirements.lock pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	@$(HAS_NODE) || { echo "$(NO_NODE); install it from your system's packages or from nodejs.org"; exit 1; }
	@cd frontend && npm ci --silent --no-audit --no-fund
	@touch $@

$(BUILT): frontend/node_modules/.package-lock.json frontend/vite.config.ts $(shell find frontend/src -type f)
	@cd frontend && npx --no-install vite build --logLevel error
	@touch $@

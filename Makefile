# The first two targets are the README's two commands; `make help` lists the others.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint check benchmark evaluate train lock clean help

run: .venv/ready  ## set up, build the graph of the bundled report, write graph.html
	@KG_STORE=.kg $(BIN)/kg build
	@KG_STORE=.kg $(BIN)/kg graph --output graph.html

test: .venv/ready-dev  ## set up, and run every test
	$(BIN)/python -m pytest --numprocesses auto

lint: .venv/ready-dev  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

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
	rm -rf .venv .kg graph.html dist

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

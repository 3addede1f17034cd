# make run         set everything up, ingest the bundled sample (and FILES=…), serve it on PORT
# make test        set everything up, run the whole test suite
PYTHON ?= python3.11
DATA ?= data/sample
PORT ?= 8000
FILES ?=
VENV := .venv
BIN := $(VENV)/bin

# make score       how well articles are read: the annotated articles of the project, and the development data where it is
# make confidence  fit the confidence of claims to the annotated articles
# make torture     kills, power cuts, flipped bytes, full disks; runaway queries, hostile requests: what is left afterwards (some minutes)
# make scale       storing and publishing 1,000 and 10,000 synthetic articles (SIZES="100000" for more), and a hundred more on top
.PHONY: run test bench torture scale score confidence lint format check clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# The stamps make the second time quick: an environment is set up again only when its lock file changed.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found: install Python 3.11, or name another with 'make PYTHON=…'" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.lock $(VENV)/.run-stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.run-stamp
	$(BIN)/regatlas ingest samples/articles $(FILES) --data $(DATA)
	$(BIN)/regatlas serve --data $(DATA) --port $(PORT)

test: $(VENV)/.dev-stamp
	$(BIN)/pytest

bench: $(VENV)/.dev-stamp
	$(BIN)/pytest tests/benchmarks -o addopts= --benchmark-only --benchmark-columns=min,median,max,rounds
	$(BIN)/python -m tests.benchmarks.extraction
	$(BIN)/python tests/benchmarks/endpoint.py

torture: $(VENV)/.dev-stamp
	$(BIN)/python tests/torture/torture.py
	$(BIN)/python tests/torture/endpoint.py

scale: $(VENV)/.dev-stamp
	$(BIN)/python tests/benchmarks/scale.py $(SIZES)

score: $(VENV)/.dev-stamp
	$(BIN)/python -m training.score

confidence: $(VENV)/.dev-stamp
	$(BIN)/python -m training.confidence

lint: $(VENV)/.dev-stamp
	$(BIN)/ruff check .

format: $(VENV)/.dev-stamp
	$(BIN)/ruff format .

check: lint
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build *.egg-info

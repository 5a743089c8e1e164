# The two commands of the README are "make demo" and "make test"; each works alone, in a fresh clone.
# They need Python 3.11 or newer with its venv module, and nothing else.

# An empty environment has no PATH either.
ifeq ($(PATH),)
export PATH := /usr/local/bin:/usr/bin:/bin
endif

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
SAMPLE ?= feeds/example/pages/harbor-ferry.txt

.PHONY: help demo test check wheel bench clean

help:
	@echo "make demo    make an episode and a feed of the example show"
	@echo "make test    run the tests"
	@echo "make check   run ruff, mypy and import-linter"
	@echo "make wheel   build the wheel into dist"
	@echo "make bench   run the benchmarks"
	@echo "make clean   remove what these commands made"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Error: audiocast needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ". Run make PYTHON=python3.12 or the like.")'
	@$(PYTHON) -m venv $(VENV) || { echo "Error: Python has no venv module here. On Debian, install python3-venv."; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) --editable '.[test]'
	@touch $@

$(VENV)/.developed: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/audiocast make --workspace . --show example $(SAMPLE)
	@echo "To listen in a podcast app on this machine: $(BIN)/audiocast serve"

test: $(VENV)/.tested
	$(BIN)/python -m pytest

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: $(VENV)/.developed
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

bench: $(VENV)/.tested
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.episode
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.extraction

clean:
	rm -rf $(VENV) dist build feeds/example/public feeds/example/records
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

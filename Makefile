# make build   own environment, locked dependencies, output/ built from seeds/
# make test    the tests
# make check   what CI checks: format, types, tests
# make models  all models anew (hours; needs the corpora: DIPLOGRAPH_DATA)
# make scores  docs/scores.md (needs the corpora: DIPLOGRAPH_DATA); ONLY=names,meetings some of it, JOBS=2 processes

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: build test check format scores models clean
.DEFAULT_GOAL := build

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Diplograph needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

build: $(STAMP)
	$(BIN)/diplograph build seeds -o output/diplograph.ttl

test: $(STAMP)
	$(BIN)/python -m pytest

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

scores: $(STAMP)
	$(BIN)/python bench/scores.py $(if $(ONLY),--only "$(ONLY)") --jobs $(or $(JOBS),1)

models: $(STAMP)
	training/make.sh "$${DIPLOGRAPH_DATA:?set it to the folder of the corpora}" build/models $(PASSES)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache

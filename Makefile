# Verbs of the project; bare `make` lists them. Nothing here needs more than Python 3.11 and make.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
TIJDIG := $(BIN)/tijdig
SERVE ?= 1

# What setup has done, as files that are newer than what they came from.
BASE := .venv/.base-is-in
DEV := .venv/.dev-is-in

.PHONY: help
help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(DEV) ## install all that tests and benches need, into .venv (and Chromium where this user may)
	@$(BIN)/python tools/chromium.py

.PHONY: demo
demo: $(BASE) ## a believable coalition's night, its letters as files, then the site (SERVE=0 ends after the run)
	@SERVE=$(SERVE) $(TIJDIG) demo $(if $(filter 0 no false,$(SERVE)),--no-serve,)

.PHONY: demo-reset
demo-reset: $(BASE) ## the same, starting anew
	@SERVE=$(SERVE) $(TIJDIG) demo --reset $(if $(filter 0 no false,$(SERVE)),--no-serve,)

.PHONY: test-fast
test-fast: $(DEV) ## pure tests and SQLite, two processes (three to four minutes)
	@$(BIN)/python tools/tiers.py pure sqlite

.PHONY: test
test: setup ## everything: lint, SQLite, PostgreSQL, Chromium
	@$(BIN)/python tools/tiers.py lint pure sqlite slow postgres browser

.PHONY: lint
lint: $(DEV) ## style, types and the direction of imports
	@$(BIN)/python tools/tiers.py lint

.PHONY: format
format: $(DEV) ## let ruff put the code in its house style
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: tour
tour: setup ## walk the life of one arrear, as docs/tour.md tells it
	@$(BIN)/pytest tests/tour -v

.PHONY: bench
bench: $(DEV) ## the benchmarks of speed and size; each ends with one JSON line
	@$(TIJDIG) bench intake --json
	@$(TIJDIG) bench night --json
	@$(TIJDIG) bench plan --cases 200000 --json

.PHONY: mutants
mutants: $(DEV) ## small faults in numbers and rules, one by one: which does no test notice? (under an hour)
	@$(BIN)/python tools/mutants.py

.PHONY: docs
docs: $(DEV) ## write docs/policy from the policy's data, docs/rules from the spec tests, docs/words from the texts
	@$(BIN)/python -m tijdig.policy.documents docs/policy
	@$(BIN)/python -m tests.spec.documents
	@$(BIN)/python -m tijdig.messages.wordpage docs/words.md
	@$(BIN)/python -m tools.state_drawings

.PHONY: pictures
pictures: $(DEV) ## take docs/img/pages anew: every page and state, on a phone and at a desk (minutes)
	@$(BIN)/python -m tools.page_pictures

.PHONY: lock
lock: ## choose versions anew: requirements*.lock, hashes only
	@PYTHON="$(PYTHON)" bash tools/lock.sh

.PHONY: size
size: $(BASE) ## how many megabytes the base install takes (limit: 500)
	@$(BIN)/python tools/size.py

.PHONY: clean
clean: ## take away .venv and caches; the data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

.venv/bin/python:
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tijdig needs Python 3.11 or newer (PYTHON=/path/to/python make …)"; exit 1; }
	@$(PYTHON) -m venv .venv

$(BASE): .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing what Tijdig needs (requirements.lock)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(BASE) requirements-dev.lock
	@echo "Installing what tests and linters need (requirements-dev.lock)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

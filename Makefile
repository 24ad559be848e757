# `make` alone lists what can be done here.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PORT ?= 8000
VAR ?= $(if $(BROADSHEET_VAR),$(BROADSHEET_VAR),var)
VAR := $(VAR)
export BROADSHEET_VAR := $(VAR)

PYTEST := .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
UV_COMPILE := .venv/bin/uv --quiet pip compile --universal --python-version 3.11 \
    --generate-hashes --no-header $(if $(UPGRADE),--upgrade)

.PHONY: help
help:
	@awk -F ' *## ' '/^[a-z]+:.* ## / {sub(/:.*/, "", $$1); printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: ## Serve the paper; without one, make a demo paper first (PORT=8000 VAR=var)
	@scripts/venv.sh run
	@scripts/run.sh $(PORT)

.PHONY: test
test: ## Run every test, then those that touch the database again on PostgreSQL
	@scripts/venv.sh dev
	@scripts/test-needs.sh
	@env -u DATABASE_URL $(PYTEST)
	@scripts/with-postgres.sh $(PYTEST) --data-layer

CHECKS := check-lint check-format check-types check-imports check-migrations check-needs check-docs

.PHONY: check $(CHECKS)
check: ## Check style, types, import contracts, migrations and docs, in under a minute
	@scripts/venv.sh dev
	@$(MAKE) --no-print-directory --jobs 2 --keep-going --output-sync=target $(CHECKS)
	@echo "Everything checked is in order."

# The slow one first, so that it does not end up alone.
check-types:
	@.venv/bin/mypy --no-error-summary
check-docs:
	@.venv/bin/python -m pytest -q --no-header --tb=short tests/promises/test_docs.py
check-migrations:
	@env -u DATABASE_URL .venv/bin/python -m django makemigrations --check --dry-run --settings tests.settings
check-imports:
	@.venv/bin/lint-imports --no-logo
check-lint:
	@.venv/bin/ruff check --quiet
check-format:
	@.venv/bin/ruff format --check --quiet
check-needs:
	@.venv/bin/deptry --no-ansi .

.PHONY: format
format: ## Put every file in the project's format and mend what can be mended
	@scripts/venv.sh dev
	@.venv/bin/ruff check --fix-only --quiet
	@.venv/bin/ruff format

.PHONY: lock
lock: ## Write the lock files anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@scripts/venv.sh dev
	@$(UV_COMPILE) --extra postgres --output-file requirements/run.txt pyproject.toml
	@$(UV_COMPILE) --extra postgres --extra dev --output-file requirements/dev.txt pyproject.toml
	@printf '%s\n' editables hatchling uv | $(UV_COMPILE) --no-annotate --constraint requirements/dev.txt \
	    --output-file requirements/build.txt -

.PHONY: messages
messages: ## Gather what readers and editors see into the .po files, and compile these
	@scripts/venv.sh run
	@scripts/messages.sh

.PHONY: docs
docs: ## Write the tables in docs/ anew from the code they are about
	@scripts/venv.sh dev
	@.venv/bin/python scripts/variables.py
	@.venv/bin/python scripts/theming.py

.PHONY: bench
bench: ## Measure what pages, searches and checks cost; writes docs/benchmarks.md (ONLY="door live" PAPERS=folder)
	@scripts/venv.sh dev
	@$(if $(ONLY),$(if $(filter door,$(ONLY)),scripts/bench-needs.sh),scripts/bench-needs.sh)
	@.venv/bin/python -m benchmarks $(if $(PAPERS),--papers $(PAPERS)) $(ONLY)

.PHONY: drill
drill: ## Stop, kill, fill and hammer what a paper stands on; prints what came of it (20 minutes)
	@scripts/venv.sh dev
	@scripts/test-needs.sh
	@env -u DATABASE_URL DRILL=1 .venv/bin/python -m pytest -q -n 0 tests/drills

.PHONY: clean
clean: ## Take away what tools and tests left; papers and .venv stay
	@rm -rf dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache var/test-cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

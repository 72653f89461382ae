# Every target sets up what it needs by itself: a Python of 3.11 or later and a package index are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types check docs bench secrets clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## load the sample articles into a graph and print three answers
	@$(BIN)/kg demo

test: $(VENV)/.installed-dev ## run the test suite in three processes, as servers keep them waiting; ARGS="-k log" hands options to pytest
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.installed-dev ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev ## ruff: put the formatting right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.installed-dev ## mypy, strict
	$(BIN)/mypy

check: lint types test ## all that CI runs

docs: $(VENV)/.installed-dev ## write what is generated: pages of commands and questions, and what the README shows
	$(BIN)/python -m kg.cli.reference docs
	$(BIN)/python -m kg.docs docs
	$(BIN)/python -m tests.cli.readme

bench: $(VENV)/.installed-dev ## run the benchmarks of bench/ and print their figures
	@$(PIP) install --group bench
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

KG_SECRETS ?= secrets
PASSWORD := head -c 16 /dev/urandom | od -An -v -tx1 | tr -d ' \n'

secrets: ## passwords for docker compose, each made once, in a folder that only you can enter
	@test -d $(KG_SECRETS) || mkdir -p -m 700 $(KG_SECRETS)
	@test -e $(KG_SECRETS)/neo4j_auth || printf 'neo4j/%s' "$$($(PASSWORD))" > $(KG_SECRETS)/neo4j_auth
	@test -e $(KG_SECRETS)/postgres_password || $(PASSWORD) > $(KG_SECRETS)/postgres_password
	@chmod 644 $(KG_SECRETS)/neo4j_auth $(KG_SECRETS)/postgres_password # a container's user has to read them

clean: ## remove the environment and what tools leave behind
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find kg loaders tests bench -name __pycache__ -prune -exec rm -rf {} +

# Stamp files, so that a second run goes straight to work.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kg needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	@echo "setting up $(VENV) (once)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(PIP) install --group dev
	@touch $@

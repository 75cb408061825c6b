# One command for each thing a newcomer does. Needed: GNU make and Python 3.11 or newer with venv and pip.
# Help: make help

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:

PORT ?= 8000
# The first of these that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

VENV := .venv
VENV_PYTHON := $(VENV)/bin/python
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed
PIP_INSTALL := $(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet --require-hashes
MANAGE := $(VENV_PYTHON) manage.py
TEST_MANAGE := DJANGO_SETTINGS_MODULE=cityportal.settings.test $(MANAGE)
# Two processes fit every laptop: each makes a database of its own first.
PYTEST_PROCESSES ?= 2
# In the order in which they are collected: tests that commit come last, since they leave empty tables behind, and of
# these the journeys.
SHARED_OUT := --numprocesses $(PYTEST_PROCESSES) --dist load --maxschedchunk 25

# What a part of the last landed run took, in minutes; nothing before the first.
minutes = $(shell awk '$$1 == "$(1)" { print " (about " int($$2 / 60) + 1 " minutes on two cores)" }' .ci/times)

.PHONY: help demo demo-full demo-reset bench-demo bench-search install test test-sqlite test-production-engines test-services test-elasticsearch test-s3 test-quick test-exhaustive \
	try-production try-faults \
	test-exhaustive-sqlite test-exhaustive-production test-recorded-production catalogues lint lint-types lint-rest messages lock audit clean

help:
	@echo "make demo         set up and serve the demo city (PORT=8123 make demo: on another port)"
	@echo "make demo-reset   the same, starting anew: what you changed in the demo is deleted"
	@echo "make demo-full    the same as demo, with all 355 portals of 2024"
	@echo "make bench-demo   measure the demo from a fresh clone, part by part"
	@echo "make bench-search measure the search with 100,000 pages and 20,000 documents (DATABASE_URL: on another engine)"
	@echo "make test         run all tests that this machine can run:"
	@echo "                  on SQLite, with journeys in a browser$(call minutes,sqlite)"
	@echo "                  on PostgreSQL and Redis$(call minutes,production)"
	@echo "make test-services   run the tests of search on Elasticsearch (needs Maven and a JDK, 21 or newer), and those of"
	@echo "                     stored files on an S3 server (needs Go)"
	@echo "make test-quick   run those of what you changed, in under 90 seconds"
	@echo "make test-exhaustive   run everything on both engines, with all roles"
	@echo "make try-production   run the production stack here without Docker, and go through it (as root; about 10 minutes)"
	@echo "make try-faults   print what people get while one of its services refuses, hangs, is slow or is cut"
	@echo "make lint         check style, types, templates, migrations and catalogues"
	@echo "make messages     collect new messages for translation (needs gettext)"
	@echo "make lock         renew the pinned versions after a change in pyproject.toml"
	@echo "make audit        hold the pinned versions against known weaknesses (asks PyPI)"
	@echo "make clean        delete the environment and the demo city"

# -- Environment -------------------------------------------------------------------------------------------------

$(VENV_PYTHON):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and was not found."; \
		echo "Install it, or name it: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)."; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make virtual environments: its modules venv and ensurepip are missing."; \
		echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Creating the virtual environment in $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

# Python compiles what is imported when it is first imported: a third of it.
$(RUNTIME): requirements.lock | $(VENV_PYTHON)
	@echo "Installing what the portal runs on (a minute or two the first time) ..."
	@$(PIP_INSTALL) --no-compile --requirement requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(VENV_PYTHON)
	@echo "Installing tests and tools ..."
	@$(PIP_INSTALL) --no-compile --requirement requirements-dev.lock
	@touch $@ $(RUNTIME)

install: $(DEVELOPMENT)

# -- The demo city -----------------------------------------------------------------------------------------------

demo: $(RUNTIME)
	@$(MANAGE) demo --port $(PORT) $(DEMO_OPTIONS)

demo-full: DEMO_OPTIONS := --full
demo-full: demo

demo-reset: $(RUNTIME)
	@$(MANAGE) serve --port $(PORT) --probe
	@{ test -z "$$DATABASE_URL" && ! grep -qs '^ *DATABASE_URL=.' .env; } || { \
		echo "DATABASE_URL is set: empty that database yourself, then run make demo."; exit 1; }
	@echo "Deleting the demo city ..."
	@rm -rf "$${VAR_DIR:-var}"/db.sqlite3* "$${VAR_DIR:-var}/media" "$${VAR_DIR:-var}/mails"
	@$(MAKE) --no-print-directory demo

# Of what is committed, in a clone that is deleted afterwards.
bench-demo:
	@"$(PYTHON)" -P cityportal/demo/bench.py $(DEMO_OPTIONS)

# In a database that is made for it and deleted.
bench-search: $(DEVELOPMENT)
	@$(VENV_PYTHON) -m search.evaluation.bench $(BENCH_OPTIONS)

# -- Tests -------------------------------------------------------------------------------------------------------

# Both, whatever the first says.
test:
	@echo "Tests on SQLite with journeys in Chromium$(call minutes,sqlite);"
	@echo "then what asks them anything on PostgreSQL and Redis$(call minutes,production)."
	@$(MAKE) --no-print-directory --keep-going test-sqlite test-production-engines

catalogues: $(DEVELOPMENT)
	@$(TEST_MANAGE) compile_catalogues

test-sqlite: catalogues
	@$(VENV_PYTHON) tests/engines.py sqlite -- $(SHARED_OUT) $(PYTEST)

test-production-engines: catalogues
	@$(VENV_PYTHON) tests/engines.py production -- $(SHARED_OUT) -m "not journey" $(PYTEST)

test-services: test-elasticsearch test-s3

# Image, services, nginx, and a journey through them: deploy/try_production.
try-production: catalogues
	@$(VENV_PYTHON) deploy/try_production

# The same stack, whose services refuse, hang, are slow and are cut, one by one.
try-faults: catalogues
	@$(VENV_PYTHON) deploy/try_production --faults

# The contract of search, on Elasticsearch as well; one process, so that the node may be stopped.
test-elasticsearch: catalogues
	@$(VENV_PYTHON) tests/engines.py services -- --numprocesses 0 $(patsubst %,tests/search/test_%.py,service ranking \
		narrowing files elasticsearch elastic_writes elastic_rebuild) tests/journeys/test_search_engine_away.py -m "both_engines or elasticsearch" $(PYTEST)

# The contract of the storage of files, which otherwise runs on moto.
test-s3: catalogues
	@$(VENV_PYTHON) tests/engines.py s3 -- --numprocesses 0 tests/library/test_buckets.py $(PYTEST)

test-quick: catalogues
	@PYTEST_PROCESSES=$(PYTEST_PROCESSES) $(VENV_PYTHON) -m tests.quick $(PYTEST)

# What it finds on an engine is recorded only where all of it holds there.
test-exhaustive: catalogues
	@echo "== Everything on both engines with all roles: about three times what make test takes =="
	@$(MAKE) --no-print-directory test-exhaustive-sqlite test-exhaustive-production

test-exhaustive-sqlite: catalogues
	@export TEST_EXHAUSTIVE=1 TEST_FORBID_SKIPS=1; seconds=$$(mktemp) && trap 'rm -f "$$seconds"' EXIT && \
		TEST_SECONDS="$$seconds" $(MAKE) --no-print-directory test-sqlite && \
		$(VENV_PYTHON) -m tests.exhaustive_state sqlite "$$seconds"

test-exhaustive-production: catalogues
	@export TEST_EXHAUSTIVE=1 TEST_FORBID_SKIPS=1; $(MAKE) --no-print-directory test-production-engines && \
		$(VENV_PYTHON) -m tests.exhaustive_state production

# What later runs on PostgreSQL leave out, and nothing that asks no engine: a quarter of the time.
test-recorded-production: catalogues
	@export TEST_WHATEVER_CHANGED=1 TEST_FORBID_SKIPS=1; $(MAKE) --no-print-directory test-production-engines && \
		$(VENV_PYTHON) -m tests.exhaustive_state production

# -- Checks ------------------------------------------------------------------------------------------------------

# Types take as long as all the rest.
lint: catalogues
	@$(MAKE) --no-print-directory --jobs=2 lint-types lint-rest

lint-types:
	$(VENV)/bin/mypy

lint-rest:
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/lint-imports --no-cache --no-logo
	$(VENV)/bin/djlint --lint --quiet templates
	$(TEST_MANAGE) makemigrations --check --dry-run
	$(TEST_MANAGE) check --fail-level WARNING
	$(VENV_PYTHON) -m pytest --quiet tests/house/test_catalogues.py

# -- Upkeep ------------------------------------------------------------------------------------------------------

messages: $(DEVELOPMENT)
	@command -v xgettext >/dev/null || { \
		echo "gettext is needed to collect messages. On Debian and Ubuntu: apt-get install gettext"; exit 1; }
	DJANGO_SETTINGS_MODULE=cityportal.settings.messages $(MANAGE) makemessages --locale vi \
		--extension py,html,txt,xml --no-location --no-wrap --no-obsolete --ignore .venv --ignore tests --ignore var

# Each file begins with the command that made it, which Renovate runs (renovate.json).
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
lock: $(DEVELOPMENT)
	$(LOCK) $(LOCK_OPTIONS) --output-file requirements.lock pyproject.toml
	$(LOCK) $(LOCK_OPTIONS) --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

# Asks the advisories of PyPI; what could not be looked up fails as well.
audit: $(DEVELOPMENT)
	@$(VENV)/bin/uv tool run pip-audit --requirement requirements.lock --require-hashes --disable-pip --strict

clean:
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

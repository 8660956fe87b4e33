# Two commands matter: `make demo` and `make test`. Each sets up what it needs first.
# Paths stay relative and quoted: the house may stand in a folder with a space in its name.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint types bench lock libraries clean

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
INSIDE := .venv/bin/python

help: ## say what can be done here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{printf "%-18s %s\n", $$1, $$2}'

setup: ## set up what the demo needs, into .venv
	@$(if $(PYTHON),"$(PYTHON)" tools/setup_house.py,echo "Keukentafel needs Python 3.11 or newer, and this machine has none on its PATH." >&2; exit 1)

setup-dev: ## set up what the tests need as well
	@$(if $(PYTHON),"$(PYTHON)" tools/setup_house.py --dev,echo "Keukentafel needs Python 3.11 or newer, and this machine has none on its PATH." >&2; exit 1)

demo: setup ## serve the demo on http://127.0.0.1:8000 (PORT=, KEUKENTAFEL_DATA=, DATABASE_URL=)
	@exec .venv/bin/keukentafel demo

test: setup-dev ## linters, type check and all tests, the browser ones included
	@exec $(INSIDE) tools/check_house.py

lint: setup-dev ## linters only
	@exec $(INSIDE) tools/check_house.py lint

types: setup-dev ## type check only
	@exec $(INSIDE) tools/check_house.py types

bench: setup-dev ## measure the pages against their floors
	@exec .venv/bin/keukentafel bench

lock: setup-dev ## pin every dependency anew in the lock files
	@exec $(INSIDE) tools/lock.py

libraries: setup-dev ## ask whether anything is newer than the locks (docs/security/libraries.csv)
	@exec $(INSIDE) tools/check_libraries.py

clean: ## take away what set-up made; your data in .data stays
	@rm -rf .venv node_modules build dist src/keukentafel/look/static/built src/keukentafel/locale
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# KasPro's chat wallet. `make` lists what can be done; everything else is set up by itself.

VENV := .venv
PYTHON := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check soak bench learn words

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

run: $(VENV)/run ## set up, and open the wallet with its simulator on http://127.0.0.1:8000
	@$(PYTHON) app.py run

test: $(VENV)/test ## set up, and run every test on SQLite and PostgreSQL
	@$(PYTHON) -m pytest $(ARGS)

check: $(VENV)/test ## ruff, mypy --strict, and every test
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(PYTHON) -m pytest $(ARGS)

soak: $(VENV)/test ## the long forms of the tests of trust, and their score card (about a quarter of an hour)
	@$(PYTHON) -m tests.soak $(ARGS)

bench: $(VENV)/test ## measure the wallet beside the least that could do (ARGS=--quick for a first look)
	@$(PYTHON) -m tests.bench $(ARGS)

learn: $(VENV)/test ## learn again what customers mean, after examples or words have changed
	@$(PYTHON) -m tests.understand.learn $(ARGS)

words: $(VENV)/test ## collect the customers' words into the catalogue, for translation
	@$(PYTHON) -m bot.locale.collect

$(VENV)/run: requirements.txt
	@echo "Setting up Python packages in $(VENV) (once, about a minute) …"
	@test -x $(PYTHON) || python3 -m venv $(VENV) || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt || $(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test: requirements.txt requirements-dev.txt
	@echo "Setting up the packages for tests in $(VENV) (once, about two minutes) …"
	@test -x $(PYTHON) || python3 -m venv $(VENV) || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt || $(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@sh tests/get_browser.sh
	@touch $(VENV)/run $@

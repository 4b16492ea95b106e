# Two commands do everything: `make site` and `make test`. Run `make help` for the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

site: $(VENV)/site.ok ## Set up and build the site into site/
	@$(BIN)/aftalespor check
	@$(BIN)/aftalespor freeze --check
	@$(BIN)/mkdocs build --strict
	@echo "Built site/index.html. Look at it: make serve, or python3 -m http.server -d site"

serve: $(VENV)/site.ok ## Preview on http://127.0.0.1:8000/ and rebuild when a file changes
	$(BIN)/mkdocs serve --watch agreements --watch generator

test: $(VENV)/test.ok ## Set up and run every test
	$(BIN)/python -m pytest

format: $(VENV)/test.ok ## Format the code
	$(BIN)/ruff format generator tests bench
	$(BIN)/ruff check --fix generator tests bench

bless: $(VENV)/test.ok ## Accept today's output as the golden output
	$(BIN)/python -m pytest tests/test_golden.py --bless

bench-search: $(VENV)/test.ok ## Compare search engines on tests/queries.yaml (needs npm, and some minutes)
	$(BIN)/python bench/search.py

verify: $(VENV)/site.ok ## Check the evidence against the source texts: make verify SOURCES=folder
	$(BIN)/aftalespor verify --sources "$(SOURCES)"

lighthouse: site ## Lighthouse on its mobile setting: front page, a comparison, an initiative (needs Node and Chromium)
	@command -v npm >/dev/null || { echo "Node.js with npm is needed for Lighthouse. Install it and try again."; exit 1; }
	@cd bench/lighthouse && npm ci --silent --no-audit --no-fund
	@$(BIN)/python bench/lighthouse/run.py

lock: ## Write requirements/*.txt anew from pyproject.toml
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet 'uv>=0.13'
	$(VENV)/lock/bin/uv pip compile pyproject.toml --group build $(LOCKED) -o requirements/site.txt
	$(VENV)/lock/bin/uv pip compile pyproject.toml --group test $(LOCKED) -o requirements/test.txt
LOCKED := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

clean: ## Remove what was built and installed
	rm -rf $(VENV) site .cache

$(VENV)/python.ok:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Install it, or say where: make PYTHON=/path/to/python3.11 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.ok: $(VENV)/python.ok requirements/site.txt pyproject.toml
	@echo "Setting up (about half a minute the first time) …"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/site.txt
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.ok: $(VENV)/site.ok requirements/test.txt
	@$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

.PHONY: help site serve test format bless bench-search verify lighthouse lock clean

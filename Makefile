# Two commands do everything: `make site` and `make test`. Run `make help` for the rest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Wheels with the hashes that are written here, and nothing else: to install is to unpack, and no code of a package runs.
ONLY_LOCKED := --require-hashes --only-binary :all:
# uv installs in a tenth of the time of pip, which fetches it. Where uv has no wheel, or no way to the index, pip goes on.
install = $(BIN)/uv pip install --quiet --python $(BIN)/python $(1) 2>/dev/null || $(BIN)/pip install --quiet $(1)

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

# A build that fails or is stopped leaves the last site as it was.
site: $(VENV)/site.ok ## Set up and build the site into site/
	@$(BIN)/aftalespor check
	@$(BIN)/aftalespor freeze --check
	@echo "Building site/index.html. Then look at it: make serve, or python3 -m http.server -d site"
	@$(BIN)/aftalespor site

serve: $(VENV)/site.ok ## Preview on http://127.0.0.1:8000/ and rebuild when a file changes
	$(BIN)/mkdocs serve --watch agreements --watch generator

test: $(VENV)/test.ok ## Set up and run every test
	$(BIN)/python -m pytest -n auto --dist loadfile

format: $(VENV)/test.ok ## Format the code
	$(BIN)/ruff format generator tests bench .github/tools
	$(BIN)/ruff check --fix generator tests bench .github/tools

bless: $(VENV)/test.ok ## Accept today's output as the golden output
	$(BIN)/python -m pytest tests/test_golden.py --bless

house: $(VENV)/site.ok ## Print how large the code is, beside what it is to be
	@$(BIN)/python .github/tools/house.py

keys: $(VENV)/site.ok ## Write docs/keys.md, the reference of a snapshot's keys, from the models
	@$(BIN)/python .github/tools/keys.py > docs/keys.md

catalogue: $(VENV)/test.ok ## Bring generator/wording/en.po in step with the sentences of the code, and list what is not translated
	@$(BIN)/python .github/tools/catalogue.py

bench: ## What the site and the commands cost, beside d59b19f, other programs and the aim: PARTS="building asking engines size visiting saving growing testing"
	@$(PYTHON) bench/run.py $(PARTS)

bench-history: $(VENV)/test.ok ## What reading the history costs as it grows
	$(BIN)/python bench/history.py

bench-search: $(VENV)/test.ok ## Compare search engines on tests/queries.yaml (needs npm, and some minutes)
	$(BIN)/python bench/search.py

reproduce: $(VENV)/site.ok ## Build the site on two Pythons, in three folders, years and languages; compare every byte
	@$(BIN)/python bench/reproduce.py

check: $(VENV)/site.ok ## Check the data; SINCE=main asks for causes of changes, FORMAT=github annotates a pull request
	@$(BIN)/aftalespor check --format "$(or $(FORMAT),text)" $(if $(SINCE),--since "$(SINCE)")

impact: $(VENV)/site.ok ## Which public sentences a change makes, alters or removes: make impact BASE=main
	@$(BIN)/aftalespor impact "$(BASE)" --format markdown

impact-comment: # for .github/workflows/impact-comment.yml; runs without the project's environment
	@$(PYTHON) .github/tools/impact_comment.py

live-check: $(VENV)/site.ok ## Look for our quotations in the sources on the web; REPORT=file also writes it there
	@$(BIN)/python .github/tools/live_check.py $(if $(REPORT),--out "$(REPORT)")

live-issue: # for .github/workflows/nightly.yml; runs without the project's environment
	@$(PYTHON) .github/tools/live_issue.py "$(REPORT)"

verify: $(VENV)/site.ok ## Check the evidence against the source texts: make verify SOURCES=folder
	$(BIN)/aftalespor verify --sources "$(SOURCES)"

node-tools: ## What the test of Reader View needs (Node, and the network once)
	@command -v npm >/dev/null || { echo "Node.js with npm is needed. Install it and try again."; exit 1; }
	@cd .github/tools/node && npm ci --ignore-scripts --silent --no-audit --no-fund

lighthouse: site ## Lighthouse on its mobile setting: front page, a comparison, an initiative (needs Node and Chromium)
	@command -v npm >/dev/null || { echo "Node.js with npm is needed for Lighthouse. Install it and try again."; exit 1; }
	@cd bench/lighthouse && npm ci --ignore-scripts --silent --no-audit --no-fund
	@$(BIN)/python bench/lighthouse/run.py

lock: $(VENV)/python.ok ## Write requirements/*.txt anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCKED) -o requirements/site.txt
	$(BIN)/uv pip compile pyproject.toml --group test $(LOCKED) -o requirements/test.txt
	$(BIN)/uv pip compile pyproject.toml --group tools $(LOCKED) -o requirements/tools.txt
	$(BIN)/uv pip compile --group lock $(LOCKED) -o requirements/lock.txt
LOCKED := --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

audit: $(VENV)/tools.ok ## Ask for known holes in what is locked; where nothing can be learnt, it says so and is no all-clear
	@$(BIN)/python .github/tools/audit.py

sbom: $(VENV)/test.ok ## Write the bill of materials anew: requirements/sbom.cdx.json
	@$(BIN)/python .github/tools/sbom.py

clean: ## Remove what was built and installed
	rm -rf $(VENV) site .site-* .cache

$(VENV)/python.ok: requirements/lock.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found. Install it, or say where: make PYTHON=/path/to/python3.11 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet $(ONLY_LOCKED) -r requirements/lock.txt || echo "Going on without uv." >&2
	@touch $@

$(VENV)/site.ok: $(VENV)/python.ok requirements/site.txt pyproject.toml
	@echo "Setting up …" >&2
	@$(call install,$(ONLY_LOCKED) -r requirements/site.txt)
	@$(call install,--no-deps --no-build-isolation -e .)
	@touch $@

$(VENV)/test.ok: $(VENV)/site.ok requirements/test.txt
	@$(call install,$(ONLY_LOCKED) -r requirements/test.txt)
	@touch $@

$(VENV)/tools.ok: $(VENV)/test.ok requirements/tools.txt
	@$(call install,$(ONLY_LOCKED) -r requirements/tools.txt)
	@touch $@

.PHONY: help site serve test format bless bench-history bench-search check impact impact-comment live-check live-issue verify node-tools lighthouse lock clean reproduce bench audit sbom catalogue keys house

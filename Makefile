# Needs make and Python 3.11 or later. Everything else goes into .venv, once; later runs are offline.

# The first of these that runs and is new enough: a command of that name may exist and not work.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo $$name; break; }; done)

BIN := .venv/bin
PROJECT := .venv/.project-installed
TOOLS := .venv/.tools-installed

.PHONY: help demo test check docs package regen clean

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: $(PROJECT) ## Run the demo: a platform on this machine, real cycling data, a plot
	$(BIN)/python examples/demo.py
	$(BIN)/python examples/demo_async.py

test: $(PROJECT) ## Run the whole test suite (ARGS="-k name" for a part)
	$(BIN)/python -m pytest -n auto $(ARGS)

check: $(TOOLS) ## Write blocking twins, the list of columns and the layout of code, then check style, layers, types, generated code and docs
	$(BIN)/python scripts/twins.py
	$(BIN)/python scripts/layout.py
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	PYTHONPATH=generated $(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python scripts/regen.py --check
	$(BIN)/tox run -e docs

docs: $(TOOLS) ## Build the documentation and run the code in it
	$(BIN)/tox run -e docs

package: $(TOOLS) ## Build wheel and sdist, try them out, leave the wheel in dist/
	$(BIN)/tox run -e package
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	@echo "The wheel is in dist/."

regen: $(TOOLS) ## Make the generated client again from openapi.json
	$(BIN)/python scripts/regen.py

clean: ## Remove what make and tox made
	rm -rf .venv .tox dist demo-output docs/_build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later found. Install one, or say where: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

$(PROJECT): pyproject.toml | .venv/bin/python
	@echo "Setting up .venv: about a minute, and again only when pyproject.toml changes."
	@$(BIN)/python -m pip install --quiet "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --editable ".[all]" --group test --group regen
	@touch $@

$(TOOLS): pyproject.toml | $(PROJECT)
	@echo "Adding the tools of contributors to .venv."
	@$(BIN)/python -m pip install --quiet --group lint --group types --group regen "tox>=4.30" "tox-uv>=1.28"
	@touch $@

# Python 3.11 and make are all this needs; uv, where it is installed, makes the setup faster.
# CI runs `make check`.

PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.setup

.DEFAULT_GOAL := site
.PHONY: site setup test check serve wheel lock clean help

site: $(SETUP)  ## build slides/ into _site/ (the default)
	@$(BIN)/diascope build
	@echo "Open file://$(CURDIR)/_site/index.html"

setup: $(SETUP)  ## create .venv, and fetch the browser libraries into static/vendor/

# Whoever removes the libraries gets them back.
ifeq ($(wildcard static/vendor/.stamp),)
.PHONY: $(SETUP)
endif

$(SETUP): pyproject.toml package-lock.json hatch_build.py
	@echo "Setting up .venv"
	@if command -v uv >/dev/null; then \
	    uv venv --quiet --allow-existing --python '>=3.11' .venv && \
	    uv pip install --quiet --python $(BIN)/python --compile-bytecode --reinstall-package diascope --editable '.[dev]'; \
	else \
	    $(PYTHON) -m venv .venv && \
	    $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'; \
	fi
	@$(BIN)/python -m compileall -q src
	@touch $@

test: $(SETUP)  ## run the tests
	@$(BIN)/pytest

check: $(SETUP)  ## run all that CI runs: ruff, mypy, pytest
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src tests
	$(BIN)/pytest

serve: $(SETUP)  ## edit the decks and see them change in the browser
	@$(BIN)/diascope serve

wheel: $(SETUP)  ## pack dist/diascope-VERSION-py3-none-any.whl and the sdist
	@$(BIN)/python -m hatchling build

lock: $(SETUP)  ## pin the browser libraries that package.json names
	@$(BIN)/python -c 'import pathlib, hatch_build; hatch_build.lock(pathlib.Path())'

clean:  ## remove all that make and the build have made
	rm -rf .venv _site dist node_modules static/vendor .vendor-* .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 10

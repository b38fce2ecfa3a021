# Python 3.11 and make are all this needs; uv, where it is installed, makes the setup faster.
# CI runs `make check` and `make test-lowest`.

PYTHON ?= python3
PYTHON_LOWEST ?= python3.11
BIN := .venv/bin
SETUP := .venv/.setup
PYTEST := pytest -n auto --dist worksteal

# -qq leaves pip's errors, and drops its warnings: of its age, of the PATH, of an index that is not there.
ifneq ($(shell command -v uv),)
venv = uv venv --quiet --python $(1) $(2)
install = uv pip install --quiet --compile-bytecode --python $(1)/bin/python
else
venv = $(1) -m venv $(2)
install = $(1)/bin/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore
endif
compile = $(BIN)/uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := site
.PHONY: site setup test test-lowest check bench fuzz mutants serve wheel sbom lock clean help

site: $(SETUP)  ## build slides/ into _site/ (the default)
	@$(BIN)/diascope build
	@echo "Open file://$(CURDIR)/_site/index.html"

setup: $(SETUP)  ## create .venv, and fetch the browser libraries into static/vendor/

.venv/.locked: requirements/dev.txt
.venv/.locked: python := $(PYTHON)
.venv-lowest/.locked: requirements/lowest.txt
.venv-lowest/.locked: python := $(PYTHON_LOWEST)

%/.locked:
	@echo "Setting up $*"
	@rm -rf $*
	@$(call venv,$(python),$*)
	@$(call install,$*) --require-hashes -r $^
	@touch $@

static/vendor/.stamp: .venv/.locked package-lock.json hatch_build.py bundled.py requirements/npm.txt
	@command -v npm >/dev/null || $(call install,.venv) --require-hashes -r requirements/npm.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python hatch_build.py vendor
	@touch $@

%/.setup: %/.locked static/vendor/.stamp pyproject.toml
	@$(call install,$*) --no-deps --no-build-isolation --editable .
	@$*/bin/python -m compileall -q src
	@touch $@

test: $(SETUP)  ## run the tests, on all cores
	@$(BIN)/$(PYTEST)

test-lowest: .venv-lowest/.setup  ## run them with the lowest versions that pyproject.toml admits
	@.venv-lowest/bin/$(PYTEST)

check: $(SETUP)  ## run ruff, mypy and the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src tests fuzz mutants
	$(BIN)/$(PYTEST)

bench: $(SETUP)  ## measure builds for docs/performance.md, or some cases: BENCH="small --pairs 5"
	@$(BIN)/python -m benchmarks.bench $(BENCH)

fuzz: $(SETUP)  ## look for input that fails or takes too long: SECONDS=600 TARGET=decks SEED=1
	@$(BIN)/python -m fuzz $(if $(SECONDS),--seconds $(SECONDS)) $(if $(TARGET),--target $(TARGET)) $(if $(SEED),--seed $(SEED))

mutants: $(SETUP)  ## make lines wrong and see whether tests notice: MODULE=diascope.serve.guard MOST=40 SEED=1
	@$(BIN)/python -m mutants $(if $(MODULE),--module $(MODULE)) $(if $(MOST),--most $(MOST)) $(if $(SEED),--seed $(SEED))

serve: $(SETUP)  ## edit the decks and see them change in the browser
	@$(BIN)/diascope serve

wheel: $(SETUP)  ## pack dist/diascope-VERSION-py3-none-any.whl and the sdist
	@$(BIN)/python -m hatchling build

sbom: $(SETUP)  ## write the wheel's bill of materials, .vendor-bill/diascope.cdx.json
	@$(BIN)/python hatch_build.py bill

lock: $(SETUP)  ## pin the newest versions: requirements/ and package-lock.json
	@$(compile) pyproject.toml --extra browser --group dev -o requirements/dev.txt
	@$(compile) pyproject.toml --extra browser --group test --resolution lowest-direct -o requirements/lowest.txt
	@$(compile) --group npm -o requirements/npm.txt
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python hatch_build.py lock

clean:  ## remove all that make and the build have made
	rm -rf .venv .venv-lowest _site dist node_modules static/vendor .vendor-* .mypy_cache .pytest_cache .ruff_cache .hypothesis

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

# Every target starts from a bare machine: it finds a Python, makes .venv, installs what the lock files name, and goes on.
# Nothing needs to be activated. `make` alone prints what there is.

VENV  := .venv
BIN   := $(VENV)/bin
PIP   := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# Notices of no use here: that pip runs as root, and that .venv/bin is not on PATH.
export PIP_ROOT_USER_ACTION = ignore
export PIP_NO_WARN_SCRIPT_LOCATION = 1

MADE    := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV     := $(VENV)/.dev
FAST    := build/fast/.made
SOURCES := $(shell find src -name '*.py' -o -name '*.pyx' -o -name '*.toml')

LOOP   := src/referat_parser/extract/_measure.pyx
DEMO   := samples/lyngholm-kommunalbestyrelse-2019.pdf
CASES  := tests/corpus/cases
SEED   := ../shared/corpus/cases/seed-rudersdal.txt
SHAPES := txt wrapped word even table

.DEFAULT_GOAL := help
.PHONY: help setup demo test check score score-scans bench bench-fast fast profile torture fuzz drill samples lock clean
.DELETE_ON_ERROR:

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(RUNTIME) ## set up, and parse a sample PDF to JSON on the screen
	@$(BIN)/referat parse $(DEMO)

test: $(DEV) ## set up, and run the tests (some five minutes on two cores)
	@$(BIN)/python -m pytest

setup: $(DEV) ## set up .venv with everything for development
	@echo "Ready: $(BIN)/referat --help"

check: $(DEV) ## format, lint, types, import floors and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

score: $(DEV) ## how far the parser is from the annotated corpus: the table
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && cp $(CASES)/*.txt "$$folder" && \
	if [ -f "$(SEED)" ]; then cp "$(SEED)" "$$folder"; fi && \
	$(BIN)/python tests/corpus/corpus.py score "$$folder" --as $(SHAPES) -- $(BIN)/referat parse '{}'

score-scans: $(DEV) ## the corpus as scans, read by Tesseract: the table (half an hour; needs tesseract-ocr-dan)
	@mkdir -p build/scans && $(BIN)/python tests/scans/make_scans.py $(CASES) build/scans --score $(ARGS)

bench: $(DEV) ## speed and memory beside other PDF readers, as installed and then compiled; then the tests that measure time
	@$(BIN)/python bench/bench.py $(ARGS); status=$$?; \
	if command -v cc >/dev/null; then $(MAKE) --no-print-directory bench-fast || status=$$?; \
	else echo "No C compiler here: nothing is compiled." >&2; fi; \
	$(BIN)/python -m pytest -m timed && exit $$status

bench-fast: fast $(DEV) ## the second half of it: speed and memory of what `make fast` has compiled
	@PYTHONPATH=$(CURDIR)/build/fast $(BIN)/python bench/bench.py $(ARGS)

fast: $(FAST) ## the parser compiled to C, faster by a tenth on PDFs and a third on texts, as a wheel in build/ (needs a C compiler; some minutes)
	@echo "Ready: pip install" build/referat_parser-*.whl

# From a copy: the hook leaves what it compiled beside the sources, where it would be imported instead of them.
$(FAST): pyproject.toml hatch_build.py $(SOURCES) | $(RUNTIME)
	@rm -rf build/fast build/referat_parser-*.whl && mkdir -p build/fast && \
	cp -r pyproject.toml hatch_build.py README.md LICENSE src build/fast
	@cd build/fast && HATCH_BUILD_HOOKS_ENABLE=1 ../../$(PIP) wheel --no-deps --wheel-dir .. .
	@rm -rf build/fast && $(PIP) install --no-deps --upgrade --target build/fast build/referat_parser-*.whl
	@touch $@

profile: $(DEV) ## where the time goes, stage by stage
	@$(BIN)/python bench/profile_stages.py $(ARGS)

torture: $(DEV) ## the whole suite of broken and hostile inputs
	@$(BIN)/python tests/reliability/run.py $(ARGS)

fuzz: $(DEV) ## mutated inputs without end or up to ARGS="--count N"
	@$(BIN)/python tests/fuzz/run.py $(ARGS)

drill: $(DEV) ## drills of batch: kill -9, full disks, two workers, Dask
	@$(BIN)/python bench/batch_drill.py $(ARGS)

samples: $(RUNTIME) ## make the sample PDFs and their JSON anew (needs soffice and chromium)
	@$(BIN)/python samples/make_samples.py --json $(ARGS)

lock: ## resolve the dependencies anew into requirements*.lock
	@$(FIND_PYTHON); rm -rf build/lock && mkdir -p build/lock && "$$python" -m venv build/lock/venv && \
	pip_compile="build/lock/venv/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host" && \
	export CUSTOM_COMPILE_COMMAND="make lock" && \
	build/lock/venv/bin/pip install --quiet --disable-pip-version-check pip-tools && \
	build/lock/venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > build/lock/dev.in && \
	$$pip_compile --build-deps-for editable --output-file requirements.lock pyproject.toml && \
	$$pip_compile --constraint requirements.lock --output-file requirements-dev.lock build/lock/dev.in && \
	rm -rf build/lock && git --no-pager diff --stat -- requirements.lock requirements-dev.lock

clean: ## remove .venv and everything that was made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The first Python that is 3.11 or later and can make a virtual environment; PYTHON=... names one.
define FIND_PYTHON
python=""; old=""; bare=""; \
for each in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do \
  "$$each" -c 'import sys' >/dev/null 2>&1 || continue; \
  if ! "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then old="$$old $$each"; continue; fi; \
  if ! "$$each" -c 'import venv, ensurepip' >/dev/null 2>&1; then bare="$$bare $$each"; continue; fi; \
  python="$$each"; break; \
done; \
if [ -z "$$python" ] && [ -n "$$bare" ]; then \
  echo "make: Python is here ($${bare# }), but it cannot make virtual environments." >&2; \
  echo "make: Install them and try again: sudo apt-get install python3-venv" >&2; exit 1; \
elif [ -z "$$python" ]; then \
  echo "make: Python 3.11 or later is needed$${old:+; older ones found:$$old}." >&2; \
  echo "make: Install it and try again: sudo apt-get install python3 python3-venv (or name one: make ... PYTHON=/path/to/python3)" >&2; exit 1; \
fi
endef

# A .venv that works is kept; one that was left half made, or whose Python has gone, is made anew.
$(MADE):
	@if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.prefix == sys.base_prefix)' >/dev/null 2>&1; then \
	  $(FIND_PYTHON); echo "Setting up $(VENV) with $$("$$python" --version) ..." >&2; \
	  "$$python" -m venv --clear $(VENV); \
	fi
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml hatch_build.py $(LOOP) | $(MADE)
	@echo "Installing from $< ..." >&2
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'from referat_parser import kept, pipeline; kept.keep(pipeline.parse_bytes)'
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing from $< ..." >&2
	@$(PIP) install --require-hashes --requirement $<
	@touch $@

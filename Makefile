# What one needs to know: `make demo` shows the program at work, `make test` runs all tests.
# Both set up what they need in .venv first, from the lock file, hashes checked; a second run skips that.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
READY  := $(VENV)/.ready
LOCK   := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
ARGS   ?=
# make fuzz: inputs of each target, earlier ones included, and which targets (a,b,c; none: all).
N      ?= 1000000
ONLY   ?=
ATHERIS := 3.0.0
# The rooms by themselves; everything else talks to processes, servers, browsers or buses.
UNIT   := $(addprefix tests/,casework delivery letters reading store sync desktop/test_board.py desktop/test_cards.py) \
          $(wildcard tests/test_*.py)

.PHONY: help setup demo test unit chaos fuzz lint format lock pictures letters docs links share clean bench peers
.DEFAULT_GOAL := help

include packaging/release.mk

help:
	@echo 'make demo    the whole job on a sample mailbox   (make demo ARGS="--json")'
	@echo 'make test    all tests                           (make test ARGS="-k calendar")'
	@echo 'make unit    the quick tests of the single rooms'
	@echo 'make chaos   killed at every point while it delivers: some hours     (make chaos ARGS="--every 40")'
	@echo 'make bench   how fast it is, beside other programs   (make bench ARGS="--quick"; make peers first)'
	@echo 'make fuzz    a million bent inputs for each door, some hours; goes on where it was stopped (make fuzz N=5000 ONLY=mail)'
	@echo 'make lint    style and types'
	@echo 'make format  bring the style in order'
	@echo 'make lock    write the lock files anew (needs uv)'
	@echo 'make pictures  the review page and the cards as they look, for docs/img (needs chromium and notification servers)'
	@echo 'make letters write docs/letters.md anew from the templates'
	@echo 'make docs    the pages as a site, in docs/_build/html; a link that leads nowhere fails it'
	@echo 'make links   whether the addresses of others that the pages name still answer (needs the network)'
	@echo 'make share   write the manual page and the completions in share/ anew from the commands'
	@echo 'make dist    the wheel and the source distribution, in dist/; make alone: tried where there is no source tree'
	@echo 'make deb     a Debian package for this release;  make deb-check: on a bare system (root, debootstrap)'
	@echo 'make sbom    a bill of materials (needs uv);     make licences: docs/licences.md from what the packages declare'
	@echo 'make reproducible   built twice in two places: the same bytes?    (make reproducible ARGS=--with-deb)'
	@echo 'make lowest  tests with the oldest dependencies; make newest: with the newest; make pythons: on each Python (uv)'
	@echo 'make audit   known holes of the locked versions, asked of a public database (needs uv and the network)'
	@echo 'make clean   remove .venv and what the tools left'

setup: $(READY)

# pip itself checks every download against the hashes. The project comes last, in place, with nothing fetched for it.
$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
	  { echo 'Bowout needs Python 3.11 to 3.14; name one with: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo 'Python cannot make virtual environments yet: apt install python3-venv' >&2; exit 1; }
	@echo 'Setting up $(VENV) (once) ...'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m compileall -q agent connectors
	@touch $@

demo: $(READY)
	@$(BIN)/agent demo $(ARGS)

test: $(READY)
	@$(BIN)/python -m pytest -n auto -rs $(ARGS)

unit: $(READY)
	@$(BIN)/python -m pytest -n auto -m 'not slow and not long' $(UNIT) $(ARGS)

chaos: $(READY)
	@$(BIN)/python -m pytest -n auto -m long tests
	@$(BIN)/python -m tests.chaos --thin $(ARGS)
	@$(BIN)/python -m tests.chaos.service
	@$(BIN)/python -m tests.chaos.machines --kind google
	@$(BIN)/python -m tests.chaos.machines --kind outlook
	@$(BIN)/python -m tests.chaos.window --every 97

bench: $(READY)
	@$(BIN)/python -m benchmarks $(ARGS)

# The programs that the benchmarks stand beside, away from Bowout's own environment.
peers: benchmarks/peers.txt
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/peers.txt

# atheris guides the first of them by coverage. It is no dependency: it lies beside the corpora, and without it all goes on at random.
fuzz: $(READY)
	@test -d .fuzz/tools/atheris || $(PIP) install --only-binary :all: --no-deps --target .fuzz/tools atheris==$(ATHERIS) || \
	  echo 'atheris could not be had; inputs are changed at random then'
	@$(BIN)/python -m tests.fuzz --runs $(N) --only '$(ONLY)'

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# The lock files say which file of which version, by hash, and not where it comes from: any index will do.
# requirements.txt is what the program needs, requirements-dev.txt that and the tools. Newer versions: ARGS=--upgrade
lock:
	@command -v uv >/dev/null || { echo 'This needs uv: pipx install uv' >&2; exit 1; }
	@$(LOCK) $(ARGS) --output-file requirements.txt pyproject.toml
	@$(LOCK) $(ARGS) --group dev --output-file requirements-dev.txt pyproject.toml

pictures: $(READY)
	@mkdir -p docs/img
	@$(BIN)/python -m tests.review.pictures docs/img
	@$(BIN)/python -m tests.desktop.pictures docs/img
	@$(BIN)/python -m tests.cli.picture docs/img

letters: $(READY)
	@$(BIN)/python -m tests.letters.gallery

docs: $(READY)
	@$(BIN)/sphinx-build --fresh-env --fail-on-warning --keep-going --quiet -b html docs docs/_build/html

links: $(READY)
	@$(BIN)/sphinx-build --quiet -b linkcheck docs docs/_build/links

share: $(READY)
	@$(BIN)/python -m tests.cli.share

clean:
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build docs/_build
	@find agent connectors tests -name __pycache__ -prune -exec rm -rf {} +

# `make run` opens the app, `make test` runs every check and test. Both set up what they need, in .venv.

PYTHON ?= python3
PYTEST_FLAGS ?=
# One more than there are cores: browser tests pause like a hand does, and another test can use that time.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get

# pip, Streamlit and Chromium each want a home; without one they get a folder here.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/.venv/home
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test lint check bench chromium clean
.NOTPARALLEL:

help:
	@echo 'make run     open the app'
	@echo 'make test    run every check and test'
	@echo 'make check   lint, types, import rules and content only'
	@echo 'make bench   measure speed, size and memory'
	@echo 'make clean   remove .venv and everything that was built'

run: .venv/.installed
	@$(BIN)/sciatic-explorer run

test: lint chromium
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_FLAGS)

check: lint
	@$(BIN)/python -m explorer check

lint: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.installed-dev chromium
	@$(BIN)/python -m tests.bench

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache tests/browser/failures
	find explorer tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say that this pyproject.toml is installed, so that the next run starts at once.
.venv/.installed: pyproject.toml | .venv/.made
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/.made
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch .venv/.installed $@

.venv/.made:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed: apt-get install python3'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version). Another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory venv-package
	$(PYTHON) -m venv --clear .venv
	@mkdir -p .venv/home
	@touch $@

# Debian keeps a part of Python's venv in a package of its own.
.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing python3-venv, which Python needs to set up .venv'; \
		$(APT) update -qq && $(APT) install -qq -y python3-venv; \
	else \
		echo 'Python cannot set up .venv yet. Please run: sudo apt-get install python3-venv'; exit 1; \
	fi

# The browser tests drive the system's browser, through Playwright, whose own runtime needs libatomic.
chromium: .venv/.installed-dev
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
		command -v apt-get >/dev/null || { echo 'The browser tests need Chromium: please install it'; exit 1; }; \
		echo 'Installing Chromium for the browser tests'; \
		$(APT) update -qq && $(APT) install -qq -y --no-install-recommends chromium fonts-liberation; \
	}
	@$(BIN)/playwright --version >/dev/null 2>&1 || { \
		command -v apt-get >/dev/null || { echo 'Playwright does not start: please install libatomic'; exit 1; }; \
		$(APT) update -qq && $(APT) install -qq -y --no-install-recommends libatomic1; \
	}

# `make run` opens the app, `make test` runs every check and test. Both set up what they need, in .venv, just as the lock
# (requirements.txt, requirements-dev.txt) has it. With LOCK= they take the newest releases that pyproject.toml allows.

PYTHON ?= python3
PYTEST_FLAGS ?=
SOAK_FLAGS ?=
# One more than there are cores: browser tests pause like a hand does, and another test can use that time.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
LOCK ?= requirements
VENV := $(if $(LOCK),.venv,.venv-newest)
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make upgrade' pyproject.toml --group build
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get

# pip, Streamlit and Chromium each want a home; without one they get a folder here.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/$(VENV)/home
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test quick laws lint check bench shots load soak chaos audit sbom upgrade vendor chromium nginx clean
.NOTPARALLEL:

help:
	@echo 'make run     open the app'
	@echo 'make test    run every check and test'
	@echo 'make quick   lint, types, import rules, content, and the tests without pages and browser'
	@echo 'make laws    the laws of the safety check and the plan, each over 10,000 cases or more, 200 hostile folders,'
	@echo '             50 edits, and walks through every page in a browser'
	@echo 'make check   lint, types, import rules and content only'
	@echo 'make bench   measure speed, size and memory'
	@echo 'make shots   take a picture of every page, in three sizes, light and dark, in each language'
	@echo 'make load    measure 100 and 200 windows, on one server and on two, and two slow machines'
	@echo 'make soak    let windows come and go for half an hour: does the server grow?'
	@echo 'make chaos   what is lost with a killed server, a broken folder, a full disk, a slow line?'
	@echo 'make audit   ask whether faults are known of what it is built on'
	@echo 'make sbom    write a list of what it is built on, sbom.json'
	@echo 'make upgrade renew the lock'
	@echo 'make vendor  fetch the pinned script libraries'
	@echo 'make clean   remove .venv and everything that was built'
	@echo 'make test LOCK=   the same with the newest releases, in .venv-newest'

run: $(VENV)/.installed
	@$(if $(LOCK),$(BIN)/python tools/locked.py requirements.txt || true)
	@$(BIN)/sciatic-explorer run

test: lint chromium nginx
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_FLAGS)

quick: check
	@$(BIN)/python -m pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/app -m 'not slow' \
		--hypothesis-profile quick $(PYTEST_FLAGS)

laws: $(VENV)/.installed-dev chromium
	@$(BIN)/python -m pytest -n auto --dist worksteal --hypothesis-profile many tests/care tests/content/test_hostile_overlays.py \
		tests/web/test_live.py tests/web/test_hostile_requests.py tests/browser/test_languages.py tests/browser/test_names.py $(PYTEST_FLAGS)

check: lint
	@$(BIN)/python -m explorer check

lint: $(VENV)/.installed-dev
	@$(if $(LOCK),$(BIN)/python tools/locked.py requirements-dev.txt)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev chromium
	@$(BIN)/python -m tests.bench

shots: $(VENV)/.installed-dev chromium
	@$(BIN)/python -m tests.shots

load: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench.replicas

soak: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.bench.soak $(SOAK_FLAGS)

chaos: $(VENV)/.installed-dev nginx
	@$(BIN)/python -m tests.bench.chaos

audit: $(VENV)/.installed-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/audit.py requirements.txt

sbom: $(VENV)/.installed-dev
	$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --output-file sbom.json

# The one file holds what the app needs, the other also what the tests need: the same releases.
upgrade: $(VENV)/.installed-dev
	$(COMPILE) --extra dev --upgrade --output-file requirements-dev.txt
	$(COMPILE) --constraint requirements-dev.txt --upgrade --output-file requirements.txt
	@echo 'Now: make test'

vendor:
	@$(PYTHON) tools/vendor.py

clean:
	rm -rf .venv .venv-newest build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache tests/browser/failures
	find explorer tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say that this lock is installed, so that the next run starts at once.
.venv/.installed: requirements.txt pyproject.toml | .venv/.made
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.txt pyproject.toml | .venv/.made
	$(PIP) --require-hashes --requirement requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch .venv/.installed $@

# The newest are looked for each time.
.PHONY: .venv-newest/.installed .venv-newest/.installed-dev
.venv-newest/.installed: | .venv-newest/.made
	$(PIP) --upgrade --upgrade-strategy eager --editable .

.venv-newest/.installed-dev: | .venv-newest/.made
	$(PIP) --upgrade --upgrade-strategy eager --editable '.[dev]'

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed: apt-get install python3'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version). Another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory venv-package
	$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(VENV)/home
	@touch $@

# Debian keeps a part of Python's venv in a package of its own.
.PHONY: venv-package
venv-package:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing python3-venv, which Python needs to set up $(VENV)'; \
		$(APT) update -qq && $(APT) install -qq -y python3-venv; \
	else \
		echo 'Python cannot set up .venv yet. Please run: sudo apt-get install python3-venv'; exit 1; \
	fi

# The browser tests drive the system's browser, through Playwright, whose own runtime needs libatomic.
chromium: $(VENV)/.installed-dev
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
		command -v apt-get >/dev/null || { echo 'The browser tests need Chromium: please install it'; exit 1; }; \
		echo 'Installing Chromium for the browser tests'; \
		$(APT) update -qq && $(APT) install -qq -y --no-install-recommends chromium fonts-liberation; \
	}
	@$(BIN)/playwright --version >/dev/null 2>&1 || { \
		command -v apt-get >/dev/null || { echo 'Playwright does not start: please install libatomic'; exit 1; }; \
		$(APT) update -qq && $(APT) install -qq -y --no-install-recommends libatomic1; \
	}

# The tests of the proxy run it themselves. It is unpacked and not installed, because Debian starts what it installs.
nginx: $(VENV)/.installed-dev
	@command -v nginx || ls /usr/sbin/nginx $(VENV)/nginx/usr/sbin/nginx 2>/dev/null | grep . || { \
		command -v apt-get >/dev/null || { echo 'The tests of the proxy need nginx: please install it'; exit 1; }; \
		echo 'Unpacking nginx for the tests of the proxy'; \
		$(APT) update -qq && cd $(VENV) && apt-get download -qq nginx && dpkg -x nginx_*.deb nginx; \
	}

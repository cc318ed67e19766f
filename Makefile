# Every target sets up .venv by itself; nothing is installed twice.
PYTHON ?= python3
# Tests wait for a browser or a kernel as often as they compute: three at a time on two cores.
JOBS ?= 3
PORT ?=
SESSION ?=
N ?= 10
LESSON ?=
HUB ?=
PY := .venv/bin/python
READY := .venv/.ready
UPGRADE ?=
PIN := _build/uv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--no-header --no-annotate --quiet

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# Playwright drives the Chromium of the system and must not look for one of its own.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.PHONY: help book serve lab notebooks seminar rehearse links test lint bench mutants outdated binder lock data clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*## /\t/' | expand -t 12

$(READY): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Python 3.11 or newer is needed, and '$(PYTHON)' was not found. Install it, or name one: make book PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name a newer one: make book PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "The venv module of '$(PYTHON)' is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up .venv (once, about 300 MB of downloads; a few minutes on a slow line)"
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install --quiet --progress-bar on -r requirements.txt
	@$(PY) -m jupyter labextension disable "@jupyterlab/apputils-extension:announcements" 2>/dev/null
	@touch $@

book: $(READY)  ## build the book into _build/html
	@$(PY) -m tools.build
	@echo
	@echo "The book is ready. Open _build/html/index.html in a browser, or run: make serve"

serve: book  ## show the book at http://127.0.0.1:8000
	@$(PY) -m malicourse_book.port $(or $(PORT),8000)
	@$(PY) -m http.server --bind 127.0.0.1 --directory _build/html $(or $(PORT),8000)

lab: $(READY)  ## open JupyterLab on the first lesson
	@$(PY) -m malicourse_book.port $(or $(PORT),8888)
	@$(PY) -m jupyterlab --port $(or $(PORT),8888) --ServerApp.port_retries=0 notebooks/00-toolkit.ipynb

notebooks: $(READY)  ## run all notebooks again and save their outputs
	@$(PY) -m tools.notebooks --jobs $(JOBS)

seminar: $(READY)  ## write copies, slides, PDFs and a ZIP for each session; one: SESSION=class-50
	@$(PY) -m malicourse_teach.kit.course $(SESSION)
	@$(PY) -m tools.build
	@$(PY) -m malicourse_teach.kit $(SESSION)

rehearse: $(READY)  ## let N learners at a time work on a hub of this machine: make rehearse N=25
	@$(PY) -m hub.rehearse "$(N)" --port "$(or $(PORT),8000)" $(if $(LESSON),--lesson "$(LESSON)")

links: $(READY)  ## print a link to each lesson on a hub: make links HUB=https://hub.example.org
	@$(PY) -m hub.links "$(HUB)"

data: $(READY)  ## bring data/datapackage.json up to date after a table was edited
	@$(PY) -m tools.recount

lint: $(READY)  ## check style of code and notebooks, and that each import is declared
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m deptry src tools hub tests tests/browser

# What takes longest comes first; tests of single pages fill any gap that is left.
test: lint book  ## pass every test: data, package, lessons, notebooks, book in a browser, hub
	@echo "1 of 2: a rehearsed class, recipes, package, data, marking, kit, book and lessons in a browser; $(JOBS) at a time"
	@$(PY) -m pytest hub/tests tests/test_contributing.py tests/browser/test_lab.py \
		tests/browser/test_slides.py tests/test_*.py tests/browser \
		-n $(JOBS) --no-loadscope-reorder
	@echo "2 of 2: the outputs of every lesson, compared strictly"
	@$(PY) -m pytest --nbval notebooks -n $(JOBS) --dist loadscope

bench: $(READY)  ## time the reach model on 1,000 to 10 million pairs
	@$(PY) -m tools.bench

mutants: $(READY)  ## break the course in small ways, one at a time, and see the tests notice
	@$(PY) -m tools.mutants

binder:  ## install Binder's environment into a clean venv and run every lesson in it
	@rm -rf _build/binder && mkdir -p _build/binder
	@$(PYTHON) -m venv _build/binder/env
	@_build/binder/env/bin/python -m pip install --quiet -r binder/requirements.txt
	@cp -r notebooks _build/binder/notebooks
	@_build/binder/env/bin/python -m tools.notebooks --jobs $(JOBS) _build/binder/notebooks/*.ipynb
	@diff -rq --exclude=.ipynb_checkpoints notebooks _build/binder/notebooks
	@echo "Every lesson gives the same outputs in Binder's environment ($$(du -sm _build/binder/env | cut -f1) MB)."

# What is pinned already stays as it is; UPGRADE=--upgrade takes the newest that fit.
# It has an environment of its own: with the old pins, .venv may be impossible to set up.
lock:  ## pin the environment again from pyproject.toml
	@$(PYTHON) -m venv _build/uv
	@_build/uv/bin/python -m pip install --quiet uv==0.13.9
	@$(PIN) --all-extras $(UPGRADE) -o requirements.txt
	@$(PIN) --constraint requirements.txt $(UPGRADE) -o binder/requirements.txt
	@for file in requirements.txt binder/requirements.txt; do \
		{ echo "# Written by \`make lock\` from pyproject.toml; edit that file instead."; cat $$file; echo "-e ."; } \
			> _build/pins && cp _build/pins $$file; done

outdated: $(READY)  ## list what is pinned and has a newer release
	@# Without a network `pip list --outdated` would say that nothing is.
	@if $(PY) -m pip index versions pip --timeout 10 --retries 1 >/dev/null 2>&1; \
		then $(PY) -m pip list --outdated; \
		else echo "Python packages: the package index did not answer."; fi
	@here=$$(sed -n '1s/.* v//p' tests/browser/axe-core/axe.min.js); \
		newest=$$(npm view axe-core version 2>/dev/null) || newest="unknown: npm did not answer"; \
		echo "axe-core: $$here is in tests/browser/axe-core, the newest is $$newest"

clean:  ## remove what was built
	@rm -rf _build

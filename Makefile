# `make lab` and `make test` are all that most people need; CONTRIBUTING.md explains the rest.
PYTHON ?= $(if $(filter Windows_NT,$(OS)),python,python3)
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python -m
BENCH ?= run
# The hub runs on Linux alone.
HUB := $(if $(filter Linux,$(shell uname -s 2>/dev/null)),.venv/hub.stamp)
QUICK := tests/inputs tests/figures tests/language tests/notebooks/test_notebooks_and_tools.py \
    tests/notebooks/test_glossary.py tests/notebooks/test_project.py tests/notebooks/test_pages.py tests/site tests/checks/test_taken_names.py tests/test_installation.py
ROOT_FLAG := $(if $(filter 0,$(shell id -u 2>/dev/null)),--allow-root)

.PHONY: lab test quick install words notebooks check html class collect grades hub site bench portability mutants seeds lock clean

# Hours of work: a log has each line as soon as it is said.
bench portability mutants seeds: export PYTHONUNBUFFERED := 1

lab: install
	$(RUN) jupyterlab $(ROOT_FLAG) --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(LAB_FLAGS)

test: .venv/dev.stamp
	$(RUN) tools.notebooks.check
	$(RUN) pytest $(TEST_FLAGS)

# What needs neither a training nor a kernel.
quick: .venv/dev.stamp
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) tools.notebooks.check
	$(RUN) pytest -q -m "not slow" $(QUICK)

install: .venv/lab.stamp

notebooks: .venv/dev.stamp
	$(RUN) tools.notebooks.build
	$(RUN) tools.notebooks.readme_picture
	$(RUN) tools.notebooks.start_picture

check: .venv/dev.stamp
	$(RUN) tools.notebooks.check

class: .venv/class.stamp
	$(RUN) tools.classroom make $(CLASS_FLAGS)

collect: .venv/class.stamp
	$(RUN) tools.classroom collect $(CLASS_FLAGS)

grades: .venv/class.stamp
	$(RUN) tools.classroom grade $(CLASS_FLAGS)

# What a server for a class needs, as root; TEACHING.md goes on from there.
hub: .venv/hub.stamp
	$(RUN) hub

bench: .venv/dev.stamp
	$(RUN) benchmarks.$(BENCH) $(BENCH_FLAGS)

portability: .venv/dev.stamp
	$(RUN) tools.portability.matrix $(PORTABILITY_FLAGS)

mutants: .venv/mutants.stamp
	$(RUN) tools.mutation.mutants $(MUTANTS_FLAGS)

seeds: .venv/dev.stamp
	$(RUN) tests.checks.answers_over_seeds $(SEEDS_FLAGS)

# Every sentence that a reader sees, for translators.
words: .venv/dev.stamp
	$(RUN) tools.sentences

lock: .venv/dev.stamp
	$(RUN) tools.lock

# Pages of all notebooks, to be read without Jupyter and without a network.
html: .venv/site.stamp
	$(RUN) tools.notebooks.export

# The course as a website, in build/site/.
site: .venv/site.stamp
	$(RUN) tools.site $(SITE_FLAGS)

clean:
	rm -rf .venv

.venv/pyvenv.cfg:
	@$(PYTHON) -c "import sys; v = sys.version_info[:2]; sys.exit(None if (3, 10) <= v <= (3, 13) else 'This course needs Python 3.10 to 3.13, and $(PYTHON) is Python %d.%d. If another one is installed, name it: make lab PYTHON=python3.12' % v)"
	@echo "Installing into .venv. This happens once, takes a few minutes and needs 3 GB of disk."
	$(PYTHON) -m venv .venv

# JupyterLab's news pop-up asks the network at every start; the course works without a network.
.venv/lab.stamp: .venv/pyvenv.cfg pyproject.toml requirements.lock
	$(RUN) pip install --quiet --constraint requirements.lock --editable .
	$(RUN) jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements >/dev/null 2>&1
	@echo installed > $@

.venv/class.stamp: .venv/lab.stamp
	$(RUN) pip install --quiet --constraint requirements.lock --editable ".[class]"
	@echo installed > $@

# The hub's proxy is a program for Node.js, which comes with pip; npm has it in the versions of its own lock.
.venv/hub.stamp: .venv/lab.stamp hub/proxy/package-lock.json
	$(RUN) pip install --quiet --constraint requirements.lock --editable ".[hub]"
	mkdir -p .venv/proxy
	cp hub/proxy/package.json hub/proxy/package-lock.json .venv/proxy/
	$(BIN)/npm --prefix .venv/proxy ci --silent --no-fund --no-audit
	@echo installed > $@

.venv/site.stamp: .venv/lab.stamp
	$(RUN) pip install --quiet --constraint requirements.lock --editable ".[site]"
	@echo installed > $@

# Where npm reaches nothing, the tests of the hub are left out, and all others run.
.venv/dev.stamp: .venv/lab.stamp
	$(RUN) pip install --quiet --constraint requirements.lock --editable ".[dev]"
	$(if $(HUB),-$(MAKE) --no-print-directory $(HUB))
	@echo installed > $@

.venv/mutants.stamp: .venv/dev.stamp
	$(RUN) pip install --quiet --constraint requirements.lock --editable ".[dev,mutants]"
	@echo installed > $@

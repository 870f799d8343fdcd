# Each target makes its own virtual environment first; nothing has to be installed by hand.
# PYTHON: any Python from 3.11 on; the newest one found is taken.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
QUIET_PIP := --quiet --disable-pip-version-check --no-input

.PHONY: report test check format docs lowest bench accuracy clean
.DEFAULT_GOAL := report

report: $(VENV)/.runs  ## write the example's evidence reports into reports/
	$(BIN)/needle-evidence report

test: $(VENV)/.develops  ## run the whole test suite
	$(BIN)/python -m pytest $(PYTEST)

check: $(VENV)/.develops  ## formatter, linter, types, import contracts, size limits
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/whole/test_size_limits.py

format: $(VENV)/.develops  ## format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.develops  ## regenerate docs/reference and the golden reports from the code
	$(BIN)/python -m tests.regenerate

lowest: ## run the tests with the lowest allowed version of every dependency
	$(MAKE) test VENV=.venv-lowest CONSTRAINTS=constraints-lowest.txt

bench: $(VENV)/.develops  ## measure speed, paired with peers
	$(BIN)/python -m pip install $(QUIET_PIP) pypandoc_binary
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.quote_matching
	$(BIN)/python -m benchmarks.anchoring
	$(BIN)/python -m benchmarks.report_pages

accuracy: $(VENV)/.develops  ## figures on labelled records: make accuracy DATA=folder
	@test -n "$(DATA)" || { echo "Name the folder that holds a_claim_evidence to i_dedup (beside it: seed): make accuracy DATA=folder"; exit 1; }
	$(BIN)/python -m benchmarks.accuracy --data "$(DATA)"
	$(BIN)/python -m benchmarks.claim_finder --data "$(DATA)/.."
	$(BIN)/python -m benchmarks.reference_strings --data "$(DATA)"
	$(BIN)/python -m benchmarks.import_accuracy --data "$(DATA)"
	$(BIN)/python -m benchmarks.duplicates --data "$(DATA)"
	$(BIN)/python -m benchmarks.retractions --data "$(DATA)"
	$(BIN)/python -m benchmarks.suggesting --data "$(DATA)"

clean:
	rm -rf .venv .venv-lowest build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

CONSTRAINTS ?= constraints.txt

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment; on Debian or Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml $(CONSTRAINTS)
	@echo "Installing needle-evidence into $(VENV) …"
	@$(BIN)/python -m pip install $(QUIET_PIP) --constraint $(CONSTRAINTS) --editable .
	@touch $@

$(VENV)/.develops: $(VENV)/.made pyproject.toml $(CONSTRAINTS)
	@echo "Installing needle-evidence and its tests' tools into $(VENV) …"
	@$(BIN)/python -m pip install $(QUIET_PIP) --constraint $(CONSTRAINTS) --editable '.[dev]'
	@touch $@ $(VENV)/.runs

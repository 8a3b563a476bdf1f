# Two commands to start with: `make demo` and `make test`. Both make .venv and install the locked dependencies first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-browser run lint types imports unit bench eval faults faults-sample schedule smtp-faults lock clean

demo: $(READY)
	$(BIN)/newswake demo demo

test: lint types imports unit

# In a real browser: needs Debian's chromium, and installs Playwright and axe-core into .venv.
test-browser: $(READY)
	@command -v chromium >/dev/null || { echo "test-browser needs Chromium, which is not here: apt-get install chromium" >&2; exit 2; }
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/browser/requirements.lock
	$(BIN)/pytest -q -m browser tests/browser

run: $(READY)
	$(BIN)/newswake run

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Newswake needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; else echo "hadolint: no binary for this platform, Dockerfile not linted"; fi

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports --no-cache

unit: $(READY)
	$(BIN)/pytest -n auto --dist loadscope --cov --cov-report=term:skip-covered -q

bench: $(READY)
	$(BIN)/python benchmarks/track.py

eval: $(READY)
	$(BIN)/python benchmarks/eval.py

faults: $(READY)
	$(BIN)/pytest -q -m faults tests/faults tests/browse/test_xss.py

faults-sample: $(READY)
	$(BIN)/pytest -q -m "faults and sample" tests/faults

schedule: $(READY)
	$(BIN)/python -m tests.faults.schedule_play

smtp-faults: $(READY)
	$(BIN)/python -m tests.faults.smtp_table

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras --no-strip-extras \
		--no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock
	# The tests in a browser have a lock of their own: all others need none of it.
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --group pyproject.toml:browser -o tests/browser/requirements.lock
	# pip before 23.3 takes html-clean and html_clean for two extras, and stops.
	sed -i.old 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements.lock && rm requirements.lock.old

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

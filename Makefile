# The commands a person types. `make demo ARGS="--orders 40 --out out"` hands arguments on.
.PHONY: setup demo run test explore test-labels chaos bench bench-planning bench-scale lock
.DEFAULT_GOAL := setup
PY := .venv/bin/python
ARGS ?=

setup:
	@tools/setup.sh

demo:
	@tools/setup.sh
	@$(PY) main.py demo $(ARGS)

run:
	@tools/setup.sh
	@$(PY) main.py $(ARGS)

test:
	@tools/setup.sh test
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy .
	.venv/bin/lint-imports
	$(PY) -m pytest -q -n 2 --dist loadgroup

# Generated examples that no run has met yet; `make test` repeats the same ones. What it finds becomes an @example.
explore:
	@tools/setup.sh test
	HYPOTHESIS_PROFILE=explore $(PY) -m pytest -q -n 2 --dist loadgroup $(shell grep -rlE 'from hypothesis' tests --include='test_*.py') $(ARGS)

# Every kind of label with 200 generated orders on every renderer, where `make test` takes 50 and 10.
test-labels:
	@tools/setup.sh test
	LABEL_EXAMPLES=200 $(PY) -m pytest -q -n 2 --dist loadgroup tests/labels_verify

# Twenty bad days of a site, a seed each: stations, hub and server killed, stopped, cut off, restored; then the books are proved.
chaos:
	@tools/setup.sh test
	@$(PY) -m tests.chaos.run $(ARGS)

bench:
	@tools/setup.sh test
	@$(PY) tests/bench/run.py $(ARGS)

# The published planning problems, where they lie beside the checkout, and days made up: half an hour.
bench-planning:
	@tools/setup.sh test
	@$(PY) tests/bench/planning/run.py $(ARGS)

# The boards' questions on ten million movements, and on a million: twenty minutes and 12 GB of disk.
bench-scale:
	@tools/setup.sh test
	@$(PY) tests/bench/scale/run.py $(ARGS)

# Only for whoever changes a dependency: pins every wheel by hash, without the address it came from.
lock:
	@$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate -q -o requirements.lock
	$(PY) -m uv pip compile pyproject.toml --extra test --universal --generate-hashes --no-header --no-annotate -q -o requirements-test.lock

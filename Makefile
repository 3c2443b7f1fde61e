# `make` alone lists what can be done. `make run` and `make test` set up all they need first.

.DEFAULT_GOAL := help
BIN := .venv/bin
# Without kept bytecode each of the tests' many processes compiles everything anew: five seconds each.
unexport PYTHONDONTWRITEBYTECODE
NODE := PATH="$(CURDIR)/$(BIN):$$PATH" node
# Two processes, since two cores are promised; tests marked with the same xdist_group share one.
PYTEST := $(BIN)/pytest -n 2 --dist loadgroup

.PHONY: help setup run demo demo-reset test check fmt lint imports types modules bench diagrams pictures catalogues fuzz locks transcripts soak-kill soak-modem soak-dialogs soak-races clean

help: ## List these targets
	@awk -F ':[^#]*## ' '/^[a-z-]+:[^#]*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up, then start Loket with demo data and a simulated modem
	@scripts/setup run
	@exec $(BIN)/loket demo

demo: run ## The same as run

demo-reset: ## Forget the demo's data; the next run starts afresh
	rm -f data/demo.sqlite3 data/demo.sqlite3-*

test: check ## Set up, then check everything and run every test
	@scripts/browser
	$(PYTEST)

setup: ## Set up .venv and node_modules with the developers' tools
	@scripts/setup dev

check: lint imports types modules ## All checks but the Python tests: style, import laws, types, browser modules

fmt: setup ## Lay out the code and mend what can be mended by machine
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: setup ## Style of the Python code
	$(BIN)/ruff format --check
	$(BIN)/ruff check

imports: setup ## Import laws: who may know whom
	$(BIN)/lint-imports

types: setup ## Types of the Python code and of the browser modules
	$(BIN)/mypy
	$(BIN)/mypy scripts/environment.py
	$(NODE) node_modules/typescript/bin/tsc --noEmit -p jsconfig.json

modules: setup ## Unit tests of the browser modules
	$(NODE) --test tests/js/*.test.js

bench: setup ## Measure speed and memory beside their floors, one JSON line a figure (PARTS="desk sms" for some)
	$(BIN)/python -m tests.bench $(PARTS)

diagrams: setup ## Draw every dialog anew into docs/dialogs
	$(BIN)/python -m dialogs.engine.diagram docs/dialogs

pictures: setup ## Take the documents' pictures anew, by the browser tests
	@scripts/browser
	mkdir -p docs/pictures
	LOKET_PICTURES=docs/pictures $(BIN)/pytest -q tests/browser -k "both_doors or strict_page or tells_where"

catalogues: setup ## Read every text anew into the language catalogues, and compile them
	$(BIN)/python -m dialogs.catalogues
	$(BIN)/python -m web_chat.phrases

soak-kill: setup ## Kill the server 1,000 times under load and audit what is left
	LOKET_KILLS=1000 $(BIN)/pytest -s tests/faults/test_kill.py

soak-modem: setup ## Every modem fault a hundred times, ten thousand random mixes with kills
	LOKET_FAULT_TIMES=100 LOKET_FAULT_MIXES=10000 $(BIN)/pytest -s tests/faults/test_modem_faults.py

transcripts: setup ## Hold every conversation through both doors in both languages
	LOKET_EVERY_DOOR=1 $(BIN)/pytest tests/transcripts/test_through_the_doors.py -n 2 --dist loadgroup

soak-dialogs: setup ## Walk the dialogs at random for a million messages
	LOKET_STEPS=60000 LOKET_WALKS=10000 $(PYTEST) tests/dialogs/test_walks.py tests/dialogs/test_hostile.py -k walk

soak-races: setup ## Let eight people and staff want the last places for a minute (SECONDS=N)
	LOKET_RACE_SECONDS=$(or $(SECONDS),60) LOKET_RACERS=1000 \
		$(BIN)/pytest -s tests/faults/test_market.py tests/server/test_races.py

fuzz: ## Feed the gateway's readers a million made inputs, and the listeners 20,000 (INPUTS=N for another number)
	@scripts/setup fuzz
	$(BIN)/python -m tests.fuzz
	$(BIN)/python -m tests.fuzz.messages

locks: ## Write requirements/*.txt anew from pyproject.toml (needs uv)
	scripts/lock

clean: ## Remove what was set up or built; data stays
	rm -rf .venv node_modules build dist *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# Two commands do everything: `make audit SITE=https://…` and `make test`. Each sets up what it needs the first time.
.PHONY: help audit test lint bench evaluate calibrate doctor clean
.DEFAULT_GOAL := help
READY := .venv/.ready
BIN := .venv/bin
SITE ?=
CHECKLIST ?=
ARGS ?=

help:
	@echo "make audit SITE=https://www.example.go.th   audit one website (without SITE: a sample agency served from here)"
	@echo "make test                                   lint, types, architecture, all tests"
	@echo "make lint                                   ruff, mypy, import-linter only"
	@echo "make bench                                  the benchmarks' table"
	@echo "make evaluate CORPUS=DIR                    score the program on a corpus of recorded sites and labels"
	@echo "make calibrate CORPUS=DIR                   count again how often each band is right; rewrites the committed figures"
	@echo "make doctor                                 what is installed, what is missing, what that costs"

$(READY): pyproject.toml uv.lock scripts/bootstrap.sh
	@bash scripts/bootstrap.sh

audit: $(READY)
	@$(BIN)/python scripts/audit.py $(if $(SITE),"$(SITE)") $(if $(CHECKLIST),--checklist $(CHECKLIST)) $(ARGS)

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

bench: $(READY)
	@$(BIN)/python -m benchmarks $(ARGS)

evaluate: $(READY)
	@test -n "$(CORPUS)" || { echo "make evaluate needs CORPUS=DIR, a folder that holds evaluate.py"; exit 2; }
	@$(BIN)/python "$(CORPUS)/evaluate.py" sites --oit $(BIN)/oit $(if $(CHECKLIST),--checklist $(CHECKLIST))
	@$(BIN)/python "$(CORPUS)/evaluate.py" labels --oit $(BIN)/oit $(if $(CHECKLIST),--checklist $(CHECKLIST))

calibrate: $(READY)
	@test -n "$(CORPUS)" || { echo "make calibrate needs CORPUS=DIR, a folder that holds labels.jsonl"; exit 2; }
	@$(BIN)/python -m benchmarks.calibrate "$(CORPUS)" --date "$$(date +%F)" $(if $(CHECKLIST),--checklist $(CHECKLIST)) $(ARGS)

doctor: $(READY)
	@$(BIN)/oit doctor $(ARGS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis out

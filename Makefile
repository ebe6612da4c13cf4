# Every command a person or CI runs. `make help` is made from the ## comments.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

UV_VERSION := 0.13.9
PYTHON ?= $(shell command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
unexport PYTHONPATH PYTHONHOME

FOR ?=
PORT ?= 8000
SEED ?= 1
SANDBOX ?= world

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  \033[36m%-12s\033[0m %s\n", $$1, $$2}'

$(UV):
	@echo "· uv $(UV_VERSION) into .uv" >&2
	@"$(PYTHON)" -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

$(VENV)/.synced: requirements.lock members.txt $(wildcard */*/pyproject.toml) | $(UV)
	@echo "· packages into $(VENV)" >&2
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)
	@$(UV) pip sync --quiet requirements.lock members.txt
	@touch $@

.PHONY: setup
setup: $(VENV)/.synced ## Install everything into this folder (safe to repeat)

.PHONY: lock
lock: | $(UV) ## Resolve versions anew into requirements.lock
	@$(UV) lock --quiet --python "$(PYTHON)"
	@$(UV) export --quiet --all-packages --all-groups --no-emit-workspace --format requirements-txt -o requirements.lock

.PHONY: demo
demo: setup ## Run the whole pipeline here: FOR=seconds PORT=8000 SEED=1 SANDBOX=world|recordings:DIR
	@$(BIN)/a1 up --port $(PORT) --seed $(SEED) --sandbox "$(SANDBOX)" $(if $(FOR),--for $(FOR))

.PHONY: test
test: setup ## Every test, on the embedded broker and Redis
	@$(BIN)/pytest

.PHONY: lint
lint: setup ## Style: ruff, YAML, Dockerfile
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

.PHONY: format
format: setup ## Rewrite the code in the house style
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.PHONY: typecheck
typecheck: setup ## Types: pyright, strict
	@$(BIN)/pyright

.PHONY: check
check: lint typecheck contracts ## lint, typecheck, contracts

.PHONY: contracts
contracts: setup ## Architecture: import contracts, declared dependencies, exported schemas
	@$(BIN)/lint-imports

.PHONY: clean
clean: ## Remove what was made here
	@rm -rf .venv .uv .a1 .pytest_cache .ruff_cache .hypothesis benchmarks/latest.jsonl

# Every command a person or CI runs. `make help` is made from the ## comments.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

UV_VERSION := 0.13.9
MUTMUT := mutmut==3.8.1
ORACLES := shin==0.2.2 goto-conversion==4.0.3 penaltyblog==1.13.1 cvxpy==1.9.3 clarabel==0.11.1
CLIENTS := pytest pytest-asyncio pytest-timeout openapi-python-client==0.29.1
PEERS := quixstreams==3.28.1 faststream[kafka]==0.7.8
PYTHON ?= $(shell command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := .uv/bin/uv
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
unexport PYTHONPATH PYTHONHOME

FOR ?=
ONLY ?=
BROKER ?=
SMOKE ?=
PORT ?= 8000
ORIGIN ?= 8443
SEED ?= 1
SPEED ?= 12
SANDBOX ?= world
SHORT ?=
EXAMPLES ?=
SAMPLE ?= 150
# More than two cores: most tests wait for a broker, a timer or a process.
PARALLEL := -n 4
# Each has a target of its own. A whole stack leaves no core for others, so those tests run by themselves.
SUITES := analytics or clients or conformance or faults or fuzz or identity or models or odds_proof or oracles or proof or replay or slates

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
lock: | $(UV) ## Resolve versions again into requirements.lock
	@$(UV) lock --quiet --python "$(PYTHON)"
	@$(UV) export --quiet --all-packages --all-groups --no-emit-workspace --format requirements-txt -o requirements.lock
	@echo "$(MUTMUT)" | $(UV) pip compile --quiet --python "$(PYTHON)" - -c requirements.lock --generate-hashes \
	  --no-header --no-emit-index-url -o requirements-mutants.lock
	@printf '%s\n' $(ORACLES) | $(UV) pip compile --quiet --python "$(PYTHON)" - -c requirements.lock --generate-hashes \
	  --no-header --no-emit-index-url -o requirements-oracles.lock
	@printf '%s\n' $(CLIENTS) | $(UV) pip compile --quiet --python "$(PYTHON)" - clients/python/pyproject.toml --generate-hashes \
	  --no-header --no-emit-index-url -o requirements-clients.lock
	@printf '%s\n' $(PEERS) | $(UV) pip compile --quiet --python "$(PYTHON)" - --generate-hashes \
	  --no-header --no-emit-index-url -o requirements-peers.lock

.PHONY: demo
demo: setup ## Run the whole pipeline here: FOR=seconds PORT=8000 SEED=1 SPEED=12 SANDBOX=world|recordings:DIR
	@$(BIN)/a1 up --port $(PORT) --seed $(SEED) --speed $(SPEED) --sandbox "$(SANDBOX)" $(if $(FOR),--for $(FOR))

.PHONY: edge
edge: setup ## One HTTPS origin before a running demo: PORT=8000 ORIGIN=8443; needs haproxy, nginx and openssl
	@infra/haproxy/run $(PORT) $(ORIGIN)

# Tests of one stack see it at its age, so they keep their order.
.PHONY: test
test: setup ## Every test, on the embedded broker and Redis: BROKER=embedded|kafka|containers|ADDRESS
	@$(BIN)/pytest $(PARALLEL) $(if $(BROKER),--broker "$(BROKER)") -m 'not (e2e or $(SUITES))'
	@$(BIN)/pytest -p no:randomly $(if $(BROKER),--broker "$(BROKER)") -m 'e2e and not ($(SUITES))'

.PHONY: unit
unit: setup ## The members' unit tests alone: no broker, no Redis, no stack
	@$(BIN)/pytest $(PARALLEL) -m 'unit and not models'

.PHONY: lint
lint: setup ## Style: Python, YAML, workflows, Dockerfile
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/yamllint -c .yamllint.yml .
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/hadolint infra/docker/*.Dockerfile

.PHONY: format
format: setup ## Rewrite the code in the house style
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

.PHONY: typecheck
typecheck: setup ## Types: pyright, strict
	@$(BIN)/pyright

.PHONY: check
check: rows lint typecheck contracts ## rows, lint, typecheck, contracts

.PHONY: rows
rows: setup ## Whether everything generated from the rows and the tree is up to date
	@$(BIN)/python -m generate --check

# Needed at run time and imported by no module of ours.
NOT_IMPORTED := asyncapi-viewer|cryptography|hiredis|httptools|pytest-asyncio|sniffio|tzdata|uvloop|a1-sandbox|a1-testkit

.PHONY: contracts
contracts: setup ## Architecture: imports, declared dependencies, exported schemas, layout
	@$(BIN)/lint-imports --no-logo
	@wrong=0; for member in $$(sed 's/^-e //' members.txt); do \
	  said=$$(cd $$member && $(CURDIR)/$(BIN)/deptry src --no-ansi --per-rule-ignores 'DEP002=$(NOT_IMPORTED)' 2>&1) \
	    || { wrong=1; echo "$$member: $$said"; }; done; exit $$wrong
	@$(BIN)/python libs/schemas/scripts/export_json_schemas.py --check
	@$(BIN)/python libs/streaming/scripts/write_asyncapi.py --check
	@$(BIN)/python clients/python/scripts/write_client.py --check
	@$(BIN)/pytest tests/architecture

.PHONY: golden
golden: setup ## Rewrite what is generated: lists of members, settings, tables, JSON Schemas, OpenAPI
	@$(BIN)/python -m generate
	@$(BIN)/python libs/schemas/scripts/export_json_schemas.py
	@$(BIN)/python libs/streaming/scripts/write_asyncapi.py
	@$(BIN)/python services/gateway/tests/write_examples.py
	@$(BIN)/python services/gateway/scripts/write_openapi.py
	@$(BIN)/python services/stream/scripts/write_openapi.py
	@$(BIN)/python clients/scripts/write_vectors.py
	@$(BIN)/python clients/python/scripts/write_client.py

.PHONY: new-provider
new-provider: setup ## An ingester, a mapper and a row of a new provider: NAME=acme
	@$(BIN)/python -m generate.provider "$(NAME)"
	@$(MAKE) golden

.PHONY: scaffold
scaffold: setup ## Write a new provider into a copy of this tree, test it, and take its game to the gateway
	@$(BIN)/pytest -m scaffold tests/scaffold

.PHONY: bench
bench: setup $(if $(SMOKE),,$(VENV)-peers/.synced) ## Throughput beside bare loops, into benchmarks/latest.jsonl: SMOKE=1 for a short run, BROKER=kafka|embedded ONLY=restore
	@$(BIN)/python -m benchmarks $(if $(SMOKE),--smoke) $(if $(BROKER),--broker $(BROKER)) $(if $(ONLY),--only $(ONLY))

# Their versions would not do for the members', so they have an environment of their own.
$(VENV)-peers/.synced: requirements-peers.lock | $(UV)
	@echo "· packages into $(VENV)-peers" >&2
	@test -x $(VENV)-peers/bin/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)-peers
	@if VIRTUAL_ENV=$(CURDIR)/$(VENV)-peers $(UV) pip sync --quiet requirements-peers.lock; then touch $@; \
	  else echo "· peers left out of normalizer-peers: $(PEERS) could not be installed" >&2; fi

.PHONY: train
train: setup ## Fit the published models to past games, into their artefacts: HISTORY=DIR
	@$(BIN)/python libs/forecasting/scripts/train.py "$(or $(HISTORY),$(error HISTORY is missing: docs/history-format.md))"

.PHONY: identity
identity: setup ## Identity on labelled pairs: false merges, recall, review rate; speeds are printed
	@$(BIN)/pytest -m identity tests/identity

.PHONY: slates
slates: setup ## Slates of real teams through a whole stack: answers compared with the listings
	@$(BIN)/pytest -m slates tests/slates

.PHONY: fuzz
fuzz: setup ## Hostile bodies through every mapper: EXAMPLES=20000 for each provider, SEED=1
	@EXAMPLES="$(EXAMPLES)" SEED=$(SEED) $(BIN)/pytest $(PARALLEL) -vv -m fuzz tests/fuzz

.PHONY: replay
replay: setup ## All recordings through the normalizer in every order, or in ORDERS=6 of them: hashes that must be equal
	@ORDERS="$(ORDERS)" $(BIN)/pytest -m replay -p no:randomly tests/replay

# On a stack of its own: two do not fit side by side.
KILLS := tests/analytics/test_kills.py

.PHONY: analytics-proof
analytics-proof: setup ## A demo at sixty times real time, with kills, against the truth: opportunities, traps, closes, grades
	@$(BIN)/pytest -vv -m analytics tests/analytics --ignore=$(KILLS)
	@$(BIN)/pytest -vv -m analytics $(KILLS)

.PHONY: proof
proof: setup ## Guarantees under faults, a line each: SHORT=1 leaves the replicas to the nightly run
	@$(BIN)/pytest -vv -m proof tests/proof $(if $(SHORT),--ignore=tests/proof/test_replicas.py)

COVERED := libs/identity libs/mappers libs/resolving libs/schemas

.PHONY: odds-proof
odds-proof: setup ## Generated markets beside brute force: EXAMPLES=200000, SEED=1
	@EXAMPLES="$(EXAMPLES)" SEED=$(SEED) $(BIN)/pytest $(PARALLEL) -vv -m odds_proof -p no:randomly tests/odds_proof

.PHONY: models
models: setup ## The further models on the seasons that they are judged on, from A1_HISTORY
	@$(BIN)/pytest $(PARALLEL) -vv -m models libs/forecasting

.PHONY: oracles
oracles: $(VENV)-oracles/.synced ## The mathematics of prices beside the libraries that define it
	@$(VENV)-oracles/bin/pytest -W ignore -m oracles tests/oracles

$(VENV)-oracles/.synced: requirements-oracles.lock $(VENV)/.synced
	@echo "· packages into $(VENV)-oracles" >&2
	@test -x $(VENV)-oracles/bin/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)-oracles
	@VIRTUAL_ENV=$(CURDIR)/$(VENV)-oracles $(UV) pip sync --quiet requirements.lock requirements-oracles.lock members.txt
	@touch $@

.PHONY: clients
clients: $(VENV)-clients/.synced ## Both clients, each from its package, and their examples against a demo: SHORT=1 leaves the demo out
	@$(BIN)/pytest -vv -m clients tests/clients $(if $(SHORT),-k 'not demo and not its_example')

.PHONY: conformance
conformance: setup ## The conformance suite of Durable Streams against the HTTP side of the stream; needs npm
	@$(BIN)/pytest -vv -m conformance services/stream/tests/conformance

# As a user has it: the wheel and what it declares, without the workspace.
$(VENV)-clients/.synced: requirements-clients.lock clients/python/pyproject.toml $(wildcard clients/python/src/a1betting/*) $(VENV)/.synced
	@echo "· the wheel of clients/python into $(VENV)-clients" >&2
	@test -x $(VENV)-clients/bin/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)-clients
	@rm -rf clients/python/dist
	@$(UV) build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir clients/python/dist clients/python
	@VIRTUAL_ENV=$(CURDIR)/$(VENV)-clients $(UV) pip sync --quiet requirements-clients.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV)-clients $(UV) pip install --quiet --no-deps --force-reinstall clients/python/dist/*.whl
	@touch $@

.PHONY: coverage
coverage: setup ## Branches that unit tests take, by package, beside a floor that only rises
	@$(BIN)/coverage run -m pytest -p no:randomly -m 'unit and not recordings' $(COVERED)
	@$(BIN)/coverage json --quiet -o .coverage.json
	@$(BIN)/python -m tests.coverage .coverage.json

.PHONY: mutants
mutants: $(VENV)-mutants/.synced ## Mutants that unit tests must kill: MODULE=betting|identity|resolving|lease|quota|circuit|causes|lua SAMPLE=150 SEED=1
	@$(VENV)-mutants/bin/python -m tests.mutants $(or $(MODULE),$(error MODULE is missing: see make help)) --sample $(SAMPLE) --seed $(SEED)

$(VENV)-mutants/.synced: requirements-mutants.lock $(VENV)/.synced
	@echo "· packages into $(VENV)-mutants" >&2
	@test -x $(VENV)-mutants/bin/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)-mutants
	@VIRTUAL_ENV=$(CURDIR)/$(VENV)-mutants $(UV) pip sync --quiet requirements.lock requirements-mutants.lock members.txt
	@touch $@

FAULTS = $(BIN)/python -m tests.faults --seed $(SEED) $(if $(ONLY),--only $(ONLY)) $(if $(BROKER),--broker $(BROKER))

.PHONY: apache-kafka
apache-kafka: setup ## What only Apache Kafka can do: needs Java and Maven
	@infra/kafka/run fetch
	@CI=true $(BIN)/pytest -m apache_kafka --broker kafka

.PHONY: contract
contract: setup ## Generated requests to each route of both services at each level of rights: EXAMPLES=150
	@EXAMPLES=$(or $(EXAMPLES),150) $(BIN)/pytest $(PARALLEL) --timeout 3000 services/gateway/tests/unit/test_contract.py \
	  services/gateway/tests/unit/test_contract_access.py services/stream/tests/integration/test_contract.py

.PHONY: faults
faults: setup ## Faults of every kind against real processes, a line each into .faults/: ONLY=A2 SEED=7 BROKER=kafka SHORT=1
	@$(FAULTS) $(if $(SHORT),--size short $(if $(BROKER),,--broker embedded),--size normal)

.PHONY: faults-full
faults-full: setup ## The same at full size, up to three hours
	@$(FAULTS) --size full

.PHONY: soak
soak: setup ## Load with low-rate faults for three hours: memory, tasks and files must not grow
	@$(BIN)/python -m tests.faults --only G1 --size soak --seed $(SEED) $(if $(BROKER),--broker $(BROKER))

.PHONY: nightly
nightly: ## What takes longer than a change may wait: other Pythons, mutants, fuzz and faults in full
	@.ci/run nightly

.PHONY: kafka
kafka: ## Apache Kafka on 127.0.0.1:9092 in the foreground (needs java and mvn)
	@infra/kafka/run 9092

.PHONY: clean
clean: ## Remove what was made here
	@rm -rf .venv .venv-* .uv .a1 .kafka .pytest_cache .ruff_cache .hypothesis .fuzz .mutants .faults benchmarks/latest.jsonl

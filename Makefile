SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
GO ?= go
TOOLS := $(GO) tool -modfile=tools/go.mod

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.PHONY: build
build: ## build bin/tiepsuc
	@mkdir -p bin
	$(GO) build -o bin/tiepsuc ./cmd/tiepsuc

.PHONY: demo
demo: ## run a whole campaign on this machine; ARGS="--phones manual" lets you answer
	@ENSURE_FOR=demo scripts/ensure.sh postgres
	@$(MAKE) --no-print-directory build
	@exec bin/tiepsuc demo $(ARGS)

.PHONY: test
test: ## everything that must hold: tests, generated files, the app and its story
	@scripts/ensure.sh postgres node chromium curl
	@$(MAKE) --no-print-directory build
	$(GO) vet ./...
	$(GO) run ./internal/localpg/testpg $(GO) test ./...
	@$(MAKE) --no-print-directory app
	scripts/verify-generated.sh
	scripts/judge.sh
	scripts/oracle.sh
	cd web/app && npm run --silent schema && npm run --silent check && npm run --silent test:e2e

.PHONY: story
story: build app ## only the app's story in a browser, accessibility included
	@scripts/ensure.sh postgres chromium
	cd web/app && npm run --silent test:e2e

.PHONY: check
check: lint test segments race ## test, with the linters, Twilio's own segment counter and the race detector

.PHONY: lint
lint: ## format, linters, tidy modules
	@unformatted=$$($(TOOLS) gofumpt -l $$(git ls-files '*.go' | grep -v '^graph/gen/')); if [ -n "$$unformatted" ]; then echo "gofumpt: $$unformatted"; exit 1; fi
	$(TOOLS) golangci-lint run ./...
	$(GO) mod tidy -diff

.PHONY: segments
segments: ## the segments of texts as we count them, against Twilio's own calculator
	@scripts/ensure.sh node
	@dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	npm install --prefix "$$dir" --silent --ignore-scripts --no-audit --no-fund sms-segments-calculator@1.3.0 && \
	NODE_PATH="$$dir/node_modules" node scripts/segments-oracle.js notify/testdata/segments.json > "$$dir/counted.json" && \
	diff notify/testdata/segments.json "$$dir/counted.json"

.PHONY: judge
judge: ## our calls to Twilio, held against Twilio's own specification
	@scripts/ensure.sh node
	scripts/judge.sh

.PHONY: oracle
oracle: ## the planner's plans and bounds, held against an exact solver
	@scripts/ensure.sh node
	scripts/oracle.sh

.PHONY: race
race: ## the packages with goroutines, under the race detector
	$(GO) run ./internal/localpg/testpg $(GO) test -race ./dispatch/... ./scheduler/... ./graph/... ./web/... ./internal/faketwilio/... ./planner/...

.PHONY: chaos
chaos: ## kill a working server 200 times at random moments; nothing may be lost or doubled
	@scripts/ensure.sh postgres
	TIEPSUC_KILLS=200 $(GO) run ./internal/localpg/testpg $(GO) test ./cmd/tiepsuc -run KilledAtRandomMoments -count 1 -timeout 60m -v

.PHONY: bench
bench: build ## the figures of docs/benchmarks.md
	scripts/bench.sh

.PHONY: generate
generate: app ## renew generated files: GraphQL and its published schema, the schema dump, the app's build
	$(GO) tool gqlgen generate
	$(GO) run ./graph/sdl > docs/api/schema.graphql.new
	mv docs/api/schema.graphql.new docs/api/schema.graphql
	GOFLAGS= $(GO) tool -modfile=tools/go.mod genqlient docs/api/examples/go-client/genqlient.yaml
	$(GO) run ./internal/localpg/testpg $(GO) run ./db/schemadump > db/schema.sql.new
	mv db/schema.sql.new db/schema.sql
	cd web/app && npm run --silent build

.PHONY: app
app: web/app/node_modules ## install what the app is built with

web/app/node_modules: web/app/package-lock.json
	@scripts/ensure.sh node
	cd web/app && npm ci --silent --no-audit --no-fund
	@touch $@

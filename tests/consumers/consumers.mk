# SPDX-License-Identifier: MIT
# The programs that the exports are made for. npm's packages are pinned by tests/consumers/package-lock.json (which names
# no registry) and run no install script but kuzu's, which copies the library of this machine.
DEPS_CONSUMERS := chromium sqlite3 miller jq libxml2-utils python3 python3-networkx python3-igraph python3-rdflib \
                  python3-jsonschema python3-pandas
# Widths are those of Helvetica, which Liberation Sans has: what a browser draws is checked against them.
DEPS_CONSUMERS += fonts-liberation
# Debian's Node, unless another one is there: their packages exclude each other.
DEPS_NODE := $(if $(shell command -v npm 2>/dev/null),,nodejs npm)
NODE_MODULES := tests/consumers/node_modules/.package-lock.json

.PHONY: deps-consumers test-consumers test-explorer
deps-consumers: ## install the programs that prove the exports (Debian's and, pinned, npm's)
	@$(MAKE) --no-print-directory deps DEPS_TEST="$(DEPS_CONSUMERS) $(DEPS_NODE)"
	@$(MAKE) --no-print-directory $(NODE_MODULES)

$(NODE_MODULES): tests/consumers/package-lock.json
	cd tests/consumers && npm ci && cd node_modules/kuzu && node install.js
	@touch $@

$(BUILD)/consumers/write: tests/consumers/write.c tests/unit/sample.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

test-explorer: all ## drive the explorer page in headless Chromium
	tests/explorer $(BIN)

test-consumers: all $(BUILD)/consumers/write ## ask those programs about every export; CI=true makes a skip a failure
	tests/consumers/run $(BUILD)/consumers/write $(BIN)

# SPDX-License-Identifier: MIT
# The programs that the exports are made for. npm's packages are pinned by tests/consumers/package-lock.json; none of
# them runs an install script but kuzu, which picks its library for this machine.
DEPS_CONSUMERS := nodejs npm chromium sqlite3 miller jq libxml2-utils python3 python3-networkx python3-igraph \
                  python3-rdflib python3-jsonschema

.PHONY: deps-consumers test-consumers
deps-consumers: ## install the programs that prove the exports (Debian's and, pinned, npm's)
	apt-get install -y --no-install-recommends $(DEPS_CONSUMERS)
	cd tests/consumers && npm ci && npm rebuild kuzu --ignore-scripts=false

$(BUILD)/consumers/write: tests/consumers/write.c tests/unit/sample.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

.PHONY: test-explorer
test-explorer: all ## drive the explorer page in headless Chromium
	tests/explorer $(BIN)

test-consumers: all $(BUILD)/consumers/write ## ask those programs about every export; CI=true makes a skip a failure
	tests/consumers/run $<
	tests/explorer $(BIN)

# SPDX-License-Identifier: MIT
# Measurements; `make test` asserts some of what they count.
$(BUILD)/bench/measure: tests/bench/measure.c tests/unit/picture.h tests/unit/sample.h $(LIB)
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) -Itests/unit $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

.PHONY: bench-pictures
bench-pictures: all $(BUILD)/bench/measure ## count what lies over what in the pictures of the posts and of invented graphs
	@tests/bench/pictures $(BIN) $(BUILD)/bench/measure $(sort $(wildcard tests/posts/*.md tests/gold/dev-*.md ../shared/posts/*.md ../shared/gold/*-[0-9]*.md))

.PHONY: bench-terminal
bench-terminal: all ## each exploring command on 100,000 nodes and 500,000 edges against jansson's parsing of the file
	@tests/bench/terminal $(BIN)

$(BUILD)/bench/engine: tests/bench/engine.c $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

$(BUILD)/gold/references: tests/gold/references.c $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

$(BUILD)/bench/rules: tests/bench/rules.c $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

$(BUILD)/bench/places: tests/bench/places.c $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

# What is measured beside the program; without it those rows are left out. npm's packages are pinned by
# tests/bench/peers/package-lock.json, which names no registry, and run no install script.
DEPS_BENCH := ripgrep time python3 python3-yaml $(DEPS_NODE)
.PHONY: deps-bench
deps-bench: ## install what `make bench` compares the program with (Debian's and, pinned, npm's)
	@$(MAKE) --no-print-directory deps DEPS_TEST="$(DEPS_BENCH)"
	@mkdir -p build/peers && cp tests/bench/peers/package.json tests/bench/peers/package-lock.json build/peers/
	@cd build/peers && npm ci --ignore-scripts --no-audit --no-fund

.PHONY: score-references
score-references: $(BUILD)/gold/references ## tell how many references ("it", "the company") are read as what they stand for
	@tests/gold/refscore $< patterns tests/gold

.PHONY: bench
bench: all $(BUILD)/bench/engine $(BUILD)/bench/rules $(BUILD)/bench/places ## measure the engine: ratios inside one run, medians (tests/bench/README.md has the last table)
	@tests/bench/run $(BUILD)

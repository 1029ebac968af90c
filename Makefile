# ecograph: reads posts, draws the knowledge graph in them. `make help` lists the targets.
# SPDX-License-Identifier: MIT
.DEFAULT_GOAL := all
SHELL := /bin/bash

# ---- variables ------------------------------------------------------------------------------------------------------
VERSION := $(shell sed -n 's/^\#define EG_VERSION "\(.*\)"/\1/p' src/ecograph.h)
MODE    ?= release
BUILD   := build/$(MODE)
PREFIX  ?= /usr/local
DESTDIR ?=
prefix      ?= $(PREFIX)
bindir      ?= $(prefix)/bin
datadir     ?= $(prefix)/share
mandir      ?= $(datadir)/man
libexecdir  ?= $(prefix)/libexec
INSTALL     ?= install
PKG_CONFIG  ?= pkg-config
# The commands of the README build with all processors, unless make was told its own number.
JOBS        ?= $(shell nproc)
SUBMAKE      = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

# What the build needs, what the tests need, and what proves the exports (the lists are the only place that names them).
DEPS_BUILD := gcc libc6-dev pkg-config libmd4c-dev libpcre2-dev libjansson-dev libfyaml-dev libgraphviz-dev \
              libutf8proc-dev libmd-dev libedit-dev liblz4-dev
DEPS_TEST  := graphviz libxml2-utils librsvg2-bin valgrind python3 python3-jsonschema python3-yaml python3-networkx tmux less zsh fish mandoc jq sqlite3
PKGS       := md4c libpcre2-8 jansson libfyaml libcgraph libutf8proc libmd libedit liblz4

CC      ?= gcc
CSTD    := -std=c11 -D_GNU_SOURCE
# Left off: -Wsign-conversion beyond what -Wconversion gives (it flags every char), -Wpadded (noise).
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual \
           -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wdouble-promotion
WERROR  ?=
HARDEN  := -fstack-protector-strong -fPIE
LDHARD  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed -Wl,--build-id
ifeq ($(MODE),release)
OPT := -O2 -D_FORTIFY_SOURCE=3
else ifeq ($(MODE),asan)
OPT := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDOPT := -fsanitize=address,undefined
else ifeq ($(MODE),debug)
OPT := -O0 -g
else ifeq ($(MODE),coverage)
OPT := -O0 -g --coverage
LDOPT := --coverage
else
$(error MODE is release, asan, debug or coverage)
endif
# -isystem: warnings are for our own code. The prefix map keeps this folder's path out of the binary.
DEPFLAGS := $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null))
DEPLIBS  := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -pthread
EG_CPPFLAGS := -Isrc -DEG_DATADIR='"$(datadir)/ecograph"' $(DEPFLAGS) -ffile-prefix-map='$(CURDIR)'=.
EG_CFLAGS   := $(CSTD) $(WARN) $(WERROR) $(OPT) $(HARDEN)

STAGES := base read scan resolve relate graph emit cli
SRC    := $(sort $(wildcard $(patsubst %,src/%/*.c,$(STAGES))))
OBJ    := $(SRC:src/%.c=$(BUILD)/%.o)
LIB    := $(BUILD)/libecograph.a
BIN    := $(BUILD)/ecograph
FUZZ   := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
UNIT   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

# ---- build ----------------------------------------------------------------------------------------------------------
.PHONY: all
all: $(BIN) $(BUILD)/patterns.egc ## build the program and compile its pattern set; leaves it at ./ecograph
	@ln -sfn $(BIN) ecograph

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include src/emit/assets.mk

$(LIB): $(OBJ)
	@rm -f $@
	ar rcsD $@ $^

# libc before the others: a start looks most symbols up there, and asks the libraries in this order
$(BIN): $(BUILD)/main.o $(BUILD)/extract.o $(LIB)
	$(CC) $(LDHARD) $(LDOPT) $(LDFLAGS) -o $@ $^ -lc $(DEPLIBS) -lm

# The pattern set as a file to be mapped: it fits the program that made it, and no other (src/scan/image.h).
$(BUILD)/patterns.egc: $(BIN) $(shell find patterns -name '*.yaml' -o -name '*.tsv')
	@# Two numbers side by side can look like an address of this run (src/scan/image.c); the next run has other addresses.
	@for try in 1 2 3; do ECOGRAPH_PATTERNS=patterns $(BIN) compile $@.new && exec mv $@.new $@; done; exit 1

$(BUILD)/unit/%: tests/unit/%.c tests/unit/unit.h $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) -Itests/unit $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

$(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/driver.c $(BUILD)/extract.o $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) -Itests/fuzz $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -o $@ $< tests/fuzz/driver.c $(BUILD)/extract.o $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

-include $(OBJ:.o=.d) $(BUILD)/main.d $(BUILD)/extract.d $(UNIT:%=%.d)

# ---- set-up ---------------------------------------------------------------------------------------------------------
.PHONY: deps
deps: ## install what the build and the tests need (Debian, apt)
	@missing=""; for p in $(DEPS_BUILD) $(DEPS_TEST); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then echo "deps: all there"; exit 0; fi; \
	line="apt-get install -y --no-install-recommends$$missing"; \
	if [ "$$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null; then run=sudo; \
	else echo "deps: missing:$$missing"; echo "deps: run as root: apt-get update && $$line"; exit 1; fi; \
	echo "deps: installing$$missing"; $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run $$line -qq >/dev/null

# ---- the two commands -------------------------------------------------------------------------------------------------
# A second make reads pkg-config again once the packages are there.
.PHONY: demo
demo: deps ## install what is missing, build, read the demo posts, write graphs/
	@$(SUBMAKE) graphs

DEMO := $(sort $(wildcard tests/posts/*.md))

.PHONY: graphs
graphs: all ## write graphs/NAME.{json,dot,svg}, and NAME-dark.svg, of the demo posts
	@for post in $(DEMO); do name=$$(basename $$post .md); \
	  ./ecograph -q $$post -o graphs/$$name.json -o graphs/$$name.dot -o graphs/$$name.svg || exit 1; \
	  ./ecograph -q graphs/$$name.json --theme dark -o graphs/$$name-dark.svg || exit 1; \
	  printf '%-28s %s\n' "$$name" "$$(tests/summary graphs/$$name.json)"; done

.PHONY: test
test: deps ## build and run every test; the last line is "N passed, N failed"
	@$(SUBMAKE) run-tests

.PHONY: run-tests
run-tests: all $(UNIT) $(FUZZ) $(BUILD)/bench/measure $(BUILD)/bench/engine
	@tests/run $(BUILD)

.PHONY: man
man: all ## put the program's options into the manual page
	@src/man/commands ./ecograph >build/commands.mdoc && \
	  sed -i -e '/BEGIN commands/,/END commands/{/BEGIN commands/{p;r build/commands.mdoc' -e '};/END commands/p;d}' src/man/ecograph.1

.PHONY: check
check: all ## check the pattern set and run its examples
	./ecograph check

.PHONY: score
score: all ## precision, recall and F1 on the gold posts: those rules were written with (dev), and those nobody looked at (held)
	@tests/gold/score ./ecograph

DEPS_LINT := clang libclang-rt-14-dev clang-tidy clang-format cppcheck shellcheck bear
.PHONY: deps-lint
deps-lint: ## install what `make lint`, `format`, `fuzz` and `compile_commands.json` need
	@$(MAKE) --no-print-directory deps DEPS_TEST="$(DEPS_LINT)"

.PHONY: score-swapped
score-swapped: all ## the same after every name was replaced by an invented one: what is read and not merely listed
	tests/swap/score-swapped ../shared/gold

.PHONY: lint lint-all
lint: headers ## layers, headers, static analysis of what changed since it was clean (needs `make deps-lint`)
	tests/layers
	shellcheck -S warning tests/run tests/layers tests/lint tests/summary tests/consumers/run tests/loads tests/bench/same .ci/run
	@tests/lint $(SRC) src/main.c src/extract.c -- $(EG_CPPFLAGS) $(CSTD)
lint-all: ## the same, of all files
	@rm -rf build/lint
	@$(MAKE) --no-print-directory lint

.PHONY: headers
headers: ## every header compiles alone
	@for h in src/*/*.h src/*.h; do $(CC) $(EG_CPPFLAGS) $(CSTD) -fsyntax-only -x c $$h || exit 1; done

.PHONY: format format-check
format: ## lay the C files out by .clang-format
	clang-format -i $(SRC) src/*.c src/*.h src/*/*.h
format-check: ## say which C files .clang-format would lay out otherwise
	clang-format --dry-run $(SRC) src/*.c src/*.h src/*/*.h

compile_commands.json: ## for editors and clangd
	bear -- $(MAKE) -B all

# libFuzzer needs clang; `make test` replays the seeds with any compiler.
FUZZ_SECONDS ?= 60
.PHONY: fuzz
fuzz: all ## fuzz a post, a rule file and a saved graph for FUZZ_SECONDS each (needs `make deps-lint`)
	@mkdir -p build/fuzz
	@for t in post rules graph; do mkdir -p build/fuzz/corpus-$$t; \
	  clang $(EG_CPPFLAGS) -Itests/fuzz $(CSTD) -g -O1 -fsanitize=fuzzer,address,undefined -o build/fuzz/$$t tests/fuzz/fuzz_$$t.c src/extract.c $(SRC) $(BUILD)/emit/assets.o $(DEPLIBS) -lm && \
	  build/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 -artifact_prefix=build/fuzz/ build/fuzz/corpus-$$t tests/fuzz/seeds/$$t || exit 1; done

.PHONY: coverage
coverage: ## run the tests and print the lines of each file that they reach
	$(MAKE) test MODE=coverage
	@cd build/coverage && for f in $(SRC:src/%.c=%); do gcov -n -o $$f.gcda $$f.gcda 2>/dev/null | sed -n "/File '.*src\/.*\.c'/{N;s/File '\(.*\)'\nLines executed:\(.*\)/\2\t\1/p}"; done | sort -n

.PHONY: asan
asan: ## run the tests under ASan and UBSan
	$(MAKE) test MODE=asan

.PHONY: reproducible
reproducible: ## build and install in two folders and compare every byte (takes minutes)
	@tests/reproducible

.PHONY: valgrind
valgrind: all ## no leak and no invalid access on the demo posts
	valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=1 --leak-check=full ./ecograph -q $(DEMO) -o /dev/null -f json

-include tests/consumers/consumers.mk
-include tests/bench/bench.mk

# ---- install ---------------------------------------------------------------------------------------------------------
.PHONY: install uninstall
install: all ## install to DESTDIR/PREFIX
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/ecograph
	$(INSTALL) -m 755 $(BIN) $(DESTDIR)$(bindir)/ecograph
	cp -R patterns $(DESTDIR)$(datadir)/ecograph/
	@for try in 1 2 3; do ECOGRAPH_PATTERNS=$(DESTDIR)$(datadir)/ecograph/patterns $(BIN) compile $(DESTDIR)$(datadir)/ecograph/patterns.egc && exit; done; exit 1
	chmod 444 $(DESTDIR)$(datadir)/ecograph/patterns.egc
	$(INSTALL) -m 644 src/emit/ecograph-1.schema.json $(DESTDIR)$(datadir)/ecograph/
	$(INSTALL) -d $(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man5
	$(INSTALL) -m 644 src/man/ecograph.1 $(DESTDIR)$(mandir)/man1/
	$(INSTALL) -m 644 src/man/ecograph-json.5 src/man/ecograph-patterns.5 $(DESTDIR)$(mandir)/man5/

uninstall:
	rm -f $(DESTDIR)$(bindir)/ecograph
	rm -f $(DESTDIR)$(mandir)/man1/ecograph.1 $(DESTDIR)$(mandir)/man5/ecograph-json.5 $(DESTDIR)$(mandir)/man5/ecograph-patterns.5
	rm -rf $(DESTDIR)$(datadir)/ecograph

.PHONY: clean help
clean: ## remove what was built
	rm -rf build ecograph

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 16

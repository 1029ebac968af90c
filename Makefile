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

# What the build needs, what the tests need, and what proves the exports (the lists are the only place that names them).
DEPS_BUILD := gcc libc6-dev pkg-config libmd4c-dev libpcre2-dev libjansson-dev libfyaml-dev libgraphviz-dev \
              libutf8proc-dev libmd-dev libedit-dev
DEPS_TEST  := graphviz libxml2-utils librsvg2-bin valgrind python3 python3-jsonschema python3-networkx tmux mandoc jq sqlite3
PKGS       := md4c libpcre2-8 jansson libfyaml libcgraph libutf8proc libmd libedit

CC      ?= gcc
CSTD    := -std=c11 -D_GNU_SOURCE
# Left off: -Wsign-conversion beyond what -Wconversion gives (it flags every char), -Wpadded (noise).
WARN    := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual \
           -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wdouble-promotion
WERROR  ?=
HARDEN  := -fstack-protector-strong -fPIE
LDHARD  := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
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
DEPLIBS  := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null)
EG_CPPFLAGS := -Isrc -DEG_DATADIR='"$(datadir)/ecograph"' $(DEPFLAGS) -ffile-prefix-map=$(CURDIR)=.
EG_CFLAGS   := $(CSTD) $(WARN) $(WERROR) $(OPT) $(HARDEN)

STAGES := base read scan resolve relate graph emit cli
SRC    := $(sort $(wildcard $(patsubst %,src/%/*.c,$(STAGES))))
OBJ    := $(SRC:src/%.c=$(BUILD)/%.o)
LIB    := $(BUILD)/libecograph.a
BIN    := $(BUILD)/ecograph
UNIT   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

# ---- build ----------------------------------------------------------------------------------------------------------
.PHONY: all
all: $(BIN) ## build the program; leaves it at ./ecograph
	@ln -sfn $(BIN) ecograph

$(BUILD)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	@rm -f $@
	ar rcsD $@ $^

$(BIN): $(BUILD)/main.o $(LIB)
	$(CC) $(LDHARD) $(LDOPT) $(LDFLAGS) -o $@ $^ $(DEPLIBS) -lm

$(BUILD)/unit/%: tests/unit/%.c tests/unit/unit.h $(LIB) Makefile
	@mkdir -p $(@D)
	$(CC) $(EG_CPPFLAGS) -Itests/unit $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -MMD -MP -MF $@.d -o $@ $< $(LIB) $(LDHARD) $(LDOPT) $(LDFLAGS) $(DEPLIBS) -lm

-include $(OBJ:.o=.d) $(BUILD)/main.d $(UNIT:%=%.d)

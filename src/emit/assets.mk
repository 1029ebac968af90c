# SPDX-License-Identifier: MIT
# The explorer's script and style, as arrays in the program: html.c never reads a file at run time. `od` and `sed` are
# POSIX; .incbin would save them, but not on every assembler.
ASSETS := $(sort $(wildcard src/emit/assets/explorer.*))
OBJ    += $(BUILD)/emit/assets.o

$(BUILD)/emit/assets.c: $(ASSETS) src/emit/assets.mk
	@mkdir -p $(@D)
	@{ echo '/* made by src/emit/assets.mk */'; echo '#include "emit/assets.h"'; \
	  for f in $(ASSETS); do n=$$(basename $$f | tr . _); \
	    echo "const unsigned char eg_asset_$$n[] = {"; od -An -v -tu1 $$f | sed 's/ *\([0-9][0-9]*\)/\1,/g'; echo "};"; \
	    echo "const size_t eg_asset_$${n}_len = sizeof eg_asset_$$n;"; done; } > $@.new && mv $@.new $@

$(BUILD)/emit/assets.o: $(BUILD)/emit/assets.c src/emit/assets.h Makefile
	$(CC) $(EG_CPPFLAGS) $(CPPFLAGS) $(EG_CFLAGS) $(CFLAGS) -c -o $@ $<

# GNU Makefile of mc; `make help` lists the targets.

PREFIX ?= /usr/local
BUILD  ?= build
CC     ?= gcc
CFLAGS ?= -O2 -g
VERSION = 0.1

TOOLS = $(notdir $(patsubst %/,%,$(wildcard cmd/mc-*/)))

WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
       -Wformat=2 -Wvla -Wcast-qual -Wpointer-arith
WARN_STRICT = -Wconversion -Wno-sign-conversion
HARDEN = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
# = and not :=, so that bootstrap can bring pkg-config before it is asked
PKGS = libxml-2.0 cairo freetype2 fontconfig harfbuzz harfbuzz-subset fribidi \
       libqrencode sqlite3 yaml-0.1 libcrypto
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS))
MC_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
       -DMC_VERSION='"$(VERSION)"' -Icommon -MMD -MP $(WARN) $(HARDEN)

lib = $(shell pkg-config --libs $(1))
# What each layer needs from outside; a tool links what its layers name.
LIB_base   = $(call lib,libcrypto)
LIB_format = $(call lib,libxml-2.0)
LIB_conf   = $(call lib,yaml-0.1)
LIB_state  = $(call lib,sqlite3)
LIB_page   = $(call lib,cairo freetype2 fontconfig harfbuzz harfbuzz-subset \
       fribidi libqrencode)
LIBS = $(LIB_base) -lm
mc-parse_LIBS    = $(LIB_format) $(LIB_conf) $(LIB_state)
mc-pick_LIBS     = $(LIB_conf)
mc-lookup_LIBS   = $(LIB_conf) $(LIB_state)
mc-register_LIBS = $(LIB_conf) $(LIB_state)
mc-route_LIBS    = $(LIB_conf)
mc-guard_LIBS    = $(LIB_conf) $(LIB_state)
mc-render_LIBS   = $(LIB_conf) $(LIB_format) $(LIB_page) \
       $(LIB_state)
mc-autogiro_LIBS = $(LIB_conf) $(LIB_state)
mc-sefaktura_LIBS = $(LIB_format) $(LIB_conf) $(LIB_state)
mc-send_LIBS     = $(LIB_conf) $(LIB_state)
mc-archive_LIBS  = $(LIB_state)
TEST_LIBS = $(LIB_format) $(LIB_conf) $(LIB_state)

COMMON_SRC = $(sort $(wildcard common/*/*.c))
COMMON_OBJ = $(COMMON_SRC:%.c=$(BUILD)/%.o)
TOOL_BIN   = $(TOOLS:%=$(BUILD)/%)
# the tool as a library, for the unit tests of its parts
RENDER_OBJ = $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/main.c,$(wildcard \
       cmd/mc-render/*.c)))
UNIT_BIN   = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/t_*.c))
FUZZ_SRC   = $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_BIN   = $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
# scripts/NAME.c is a program, scripts/NAME_PART.c a part of it
HELPERS    = $(foreach s,$(wildcard scripts/*.c),$(if \
       $(findstring _,$(s)),,$(s:scripts/%.c=%)))
HELP_BIN   = $(HELPERS:%=$(BUILD)/%)
# designs lie in templates/ beside the programs, else in share/mc/templates
TEMPLATES  = $(wildcard cmd/mc-render/templates/*)
TEMPLATE_BIN = $(TEMPLATES:cmd/mc-render/%=$(BUILD)/%)
MAN        = $(wildcard man/*.[157])

all: $(TOOL_BIN) $(HELP_BIN) $(TEMPLATE_BIN)

bootstrap:
	@scripts/bootstrap

# bootstrap first, then a new make that sees what it installed
check: bootstrap
	@$(MAKE) --no-print-directory all unit
	@scripts/check

demo: bootstrap
	@$(MAKE) --no-print-directory all
	@scripts/demo

unit: $(UNIT_BIN) $(BUILD)/tests/faults.so $(BUILD)/tests/kill.so \
    $(BUILD)/tests/login.so $(BUILD)/tests/privacy_search \
    $(BUILD)/tests/ubl_roundtrip $(BUILD)/tests/svefaktura_roundtrip \
    $(BUILD)/tests/ocr_line $(BUILD)/tests/schema_suite \
    $(BUILD)/tests/schema_mutate

bench: all
	@scripts/bench
	@echo; scripts/bench-validate
	@echo; scripts/bench-state 100000 $${BENCH_BIG:+1000000}

soak: all unit
	@scripts/soak

asan:
	@$(MAKE) --no-print-directory BUILD=build/asan CC=clang \
	    CFLAGS="-O1 -g -fsanitize=address,undefined \
	    -fno-sanitize-recover=all -fno-omit-frame-pointer" all unit
	@BUILD=build/asan scripts/check

FUZZ_CFLAGS = -O1 -g -fsanitize=fuzzer,address,undefined \
       -fno-sanitize-recover=all
fuzz:
	@$(MAKE) --no-print-directory BUILD=build/fuzz-tree CC=clang \
	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=all" fuzz-build
	@BUILD=build/fuzz-tree scripts/fuzz

fuzz-build: $(FUZZ_BIN)

lint:
	@scripts/lint

$(BUILD)/libmc.a: $(COMMON_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/common/base/%.o $(BUILD)/common/stream/%.o: WARN += $(WARN_STRICT)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(MC_CFLAGS) $(PKG_CFLAGS) $(CFLAGS) -c -o $@ $<

# one rule a tool: cmd/NAME/*.c and the library
define tool_rule
$(BUILD)/$(1): $(patsubst %.c,$(BUILD)/%.o,$(wildcard cmd/$(1)/*.c)) \
    $(BUILD)/libmc.a
	@echo "  LD $$@"
	@$$(CC) $$(CFLAGS) -pie $$(LDFLAGS) -o $$@ $$^ \
	    $$($(1)_LIBS) $$(LIBS)
endef
$(foreach t,$(TOOLS),$(eval $(call tool_rule,$(t))))

$(BUILD)/tests/%.so: tests/%_shim.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O1 -Wall -shared -fPIC -o $@ $< -ldl

$(BUILD)/tests/privacy_search: tests/privacy_search.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O2 -Wall -Wextra -o $@ $<

$(BUILD)/tests/ocr_line: tests/ocr_line.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O2 -Wall -Wextra $(PKG_CFLAGS) -o $@ $< \
	    $(call lib,freetype2) -lm

$(BUILD)/libmc-render.a: $(RENDER_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/tests/t_render_%: $(BUILD)/tests/t_render_%.o \
    $(BUILD)/libmc-render.a $(BUILD)/libmc.a
	@$(CC) $(CFLAGS) -pie $(LDFLAGS) -o $@ $^ $(mc-render_LIBS) $(LIBS)

$(BUILD)/tests/t_render_%.o: MC_CFLAGS += -Icmd/mc-render

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libmc.a
	@$(CC) $(CFLAGS) -pie $(LDFLAGS) -o $@ $^ $(TEST_LIBS) \
	    $(shell pkg-config --silence-errors --libs jansson) $(LIBS)

$(BUILD)/templates/%: cmd/mc-render/templates/%
	@mkdir -p $(@D)
	@cp $< $@

define helper_rule
$(BUILD)/$(1): $(patsubst %.c,$(BUILD)/%.o,scripts/$(1).c \
    $(wildcard scripts/$(1)_*.c)) $(BUILD)/libmc.a
	@echo "  LD $$@"
	@$$(CC) $$(CFLAGS) -pie $$(LDFLAGS) -o $$@ $$^ $$(LIB_format) $$(LIBS)
endef
$(foreach h,$(HELPERS),$(eval $(call helper_rule,$(h))))

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/libmc.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(FUZZ_CFLAGS) -pie $(LDFLAGS) -o $@ $^ $(TEST_LIBS) \
	    $(shell pkg-config --silence-errors --libs jansson) $(LIBS)

$(BUILD)/fuzz/fuzz_render_%: $(BUILD)/tests/fuzz/fuzz_render_%.o \
    $(BUILD)/libmc-render.a $(BUILD)/libmc.a
	@mkdir -p $(@D)
	@echo "  LD $@"
	@$(CC) $(FUZZ_CFLAGS) -pie $(LDFLAGS) -o $@ $^ $(mc-render_LIBS) $(LIBS)

$(BUILD)/tests/fuzz/fuzz_render_%.o: MC_CFLAGS += -Icmd/mc-render

# made of what the tools say with -h
$(BUILD)/completion/%: $(TOOL_BIN) scripts/make-completion
	@mkdir -p $(@D)
	@scripts/make-completion $(if $(filter _mc,$*),zsh,bash) \
	    $(TOOL_BIN) >$@

COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
FUNCTIONS  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions

install: all $(BUILD)/completion/mc $(BUILD)/completion/_mc
	install -d $(DESTDIR)$(PREFIX)/bin $(COMPLETION) $(FUNCTIONS)
	install -m 755 $(TOOL_BIN) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(BUILD)/completion/mc $(COMPLETION)/mc
	for t in $(TOOLS); do ln -sf mc $(COMPLETION)/$$t || exit 1; done
	install -m 644 $(BUILD)/completion/_mc $(FUNCTIONS)/_mc
	install -d $(DESTDIR)$(PREFIX)/share/mc/templates
	install -m 644 $(TEMPLATES) $(DESTDIR)$(PREFIX)/share/mc/templates
	for m in $(MAN); do \
	    d=$(DESTDIR)$(PREFIX)/share/man/man$${m##*.}; \
	    install -d $$d && install -m 644 $$m $$d || exit 1; done

uninstall:
	for t in $(TOOLS); do \
	    rm -f $(DESTDIR)$(PREFIX)/bin/$$t $(COMPLETION)/$$t; done
	rm -f $(COMPLETION)/mc $(FUNCTIONS)/_mc
	rm -rf $(DESTDIR)$(PREFIX)/share/mc
	for m in $(notdir $(MAN)); do \
	    rm -f $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$$m; done

clean:
	rm -rf build

help:
	@echo 'all        build the tools into $(BUILD)/'
	@echo 'check      install what is missing, build, run every test'
	@echo 'demo       a whole run on fictitious invoices'
	@echo 'bench      rates of each stage against yardsticks'
	@echo 'asan       the tests under address and undefined sanitizers'
	@echo 'fuzz       every fuzz target, FUZZ_SECONDS each (60)'
	@echo 'soak       long kill loops and fuzzing, with printed seeds'
	@echo 'lint       style, layers, manual pages, scripts'
	@echo 'install    into $$DESTDIR$$PREFIX; uninstall takes it back'
	@echo 'clean      remove build/'

.PHONY: all bootstrap check demo unit bench soak asan fuzz fuzz-build lint \
	install uninstall clean help
.DELETE_ON_ERROR:
.SECONDARY:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

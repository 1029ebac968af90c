/* SPDX-License-Identifier: MIT */
#include "scan/image.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/region.h"
#include "base/sink.h"
#include "scan/cache.h"
#include "scan/setfiles.h"

enum { FORMAT = 1, BUILD_MOST = 32, RACY_SECONDS = 2 };

typedef struct stamp {
    eg_slice inner; /* path within its set; "" for the set's folder */
    size_t set;
    uint64_t device, inode, size;
    int64_t changed[2], modified[2]; /* seconds, nanoseconds */
    bool unsure;
} stamp;

/* The first page of the file. */
typedef struct head {
    char magic[16];
    uint32_t format, pointer;
    uint8_t build[BUILD_MOST];
    char pcre2[64];
    uint64_t base;
    size_t sizes[EG_SHELVES]; /* of the shelves, one behind the other in the file */
    eg_patterns *root;
    const stamp *stamps;
    size_t stamp_count, set_count;
    eg_regex_pack regexes;
    char digest[65]; /* of the set's files */
    char sha256[65]; /* of this file, with these 65 bytes zero */
} head;

_Static_assert(sizeof(head) <= EG_REGION_HEAD, "the head has a page");

/* ---- who we are --------------------------------------------------------------------------------------------------- */

/* The note "GNU" of type 3 in the program's own headers: a hash over all that was linked. */
static int find_build(struct dl_phdr_info *info, size_t size, void *out) {
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type != PT_NOTE) continue;
        const char *at = (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
        const char *end = at + info->dlpi_phdr[i].p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note;
            memcpy(&note, at, sizeof note);
            const char *name = at + sizeof note;
            const char *value = name + ((note.n_namesz + 3) & ~3U);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && memcmp(name, "GNU", 4) == 0) {
                memcpy(out, value, note.n_descsz < BUILD_MOST ? note.n_descsz : BUILD_MOST);
                return 1;
            }
            at = value + ((note.n_descsz + 3) & ~3U);
        }
    }
    return 1; /* the first object is the program: no other is asked */
}

/* False when the program was linked without a build id: then no file can be known to be its own. */
static bool know_self(head *h) {
    static const uint8_t none[BUILD_MOST];
    memset(h, 0, sizeof *h);
    memcpy(h->magic, "ecograph set\n", 14);
    h->format = FORMAT;
    h->pointer = sizeof(void *);
    h->base = EG_REGION_BASE;
    snprintf(h->pcre2, sizeof h->pcre2, "%s", eg_regex_version());
    dl_iterate_phdr(find_build, h->build);
    return memcmp(h->build, none, sizeof none) != 0;
}

static bool is_ours(const head *h) {
    head self;
    return know_self(&self) && memcmp(h->magic, self.magic, sizeof h->magic) == 0 && h->format == self.format && h->pointer == self.pointer &&
           memcmp(h->build, self.build, sizeof h->build) == 0 && memcmp(h->pcre2, self.pcre2, sizeof h->pcre2) == 0 && h->base == self.base;
}

/* ---- stamps ------------------------------------------------------------------------------------------------------- */

static void stamp_of(stamp *s, const struct stat *st) {
    s->device = (uint64_t)st->st_dev;
    s->inode = (uint64_t)st->st_ino;
    s->size = S_ISDIR(st->st_mode) ? 0 : (uint64_t)st->st_size;
    s->changed[0] = st->st_ctim.tv_sec, s->changed[1] = st->st_ctim.tv_nsec;
    s->modified[0] = st->st_mtim.tv_sec, s->modified[1] = st->st_mtim.tv_nsec;
}

static bool same_stamp(const stamp *a, const stamp *b) {
    return a->device == b->device && a->inode == b->inode && a->size == b->size && memcmp(a->changed, b->changed, sizeof a->changed) == 0 &&
           memcmp(a->modified, b->modified, sizeof a->modified) == 0;
}

static time_t last_change(const struct stat *st) { return st->st_ctim.tv_sec > st->st_mtim.tv_sec ? st->st_ctim.tv_sec : st->st_mtim.tv_sec; }

/* Stamps of all files and folders, taken before they are read. */
static stamp *take_stamps(const eg_set_files *files) {
    eg_shelf was = eg_region_turn(EG_SHELF_WARM); /* each start compares them */
    stamp *stamps = eg_heap_alloc((files->list.len + 1) * sizeof *stamps);
    memset(stamps, 0, (files->list.len + 1) * sizeof *stamps);
    time_t now = time(NULL);
    for (size_t i = 0; i < files->list.len; i++) {
        const eg_set_file *file = &files->list.items[i];
        struct stat st;
        stamps[i].set = file->set;
        size_t len = strlen(file->inner);
        char *inner = eg_heap_alloc(len + 1);
        memcpy(inner, file->inner, len + 1);
        stamps[i].inner = eg_slice_of(inner, len);
        stamps[i].unsure = stat(file->path, &st) != 0;
        if (stamps[i].unsure) continue;
        stamp_of(&stamps[i], &st);
        stamps[i].unsure = last_change(&st) > now - RACY_SECONDS;
    }
    eg_region_turn(was);
    return stamps;
}

static bool stamps_hold(const head *h, const char *const *dirs) {
    if (h->stamp_count == 0) return false;
    for (size_t i = 0; i < h->stamp_count; i++) {
        const stamp *s = &h->stamps[i];
        char path[PATH_MAX];
        size_t dir = strlen(dirs[s->set]);
        struct stat st;
        stamp now = {0};
        if (s->unsure || dir + s->inner.len >= sizeof path) return false;
        memcpy(path, dirs[s->set], dir); /* to print them was a seventh of a start */
        memcpy(path + dir, s->inner.ptr, s->inner.len + 1);
        if (stat(path, &st) != 0) return false;
        stamp_of(&now, &st);
        if (!same_stamp(s, &now)) return false;
    }
    return true;
}

/* The bytes that were compiled, not those that are there by now. */
static bool loaded_bytes(eg_slice *out, const eg_patterns *p, const char *path) {
    for (size_t i = 0; i < p->sources.len; i++)
        if (eg_slice_eq(p->sources.items[i]->path, eg_slice_from(path))) return *out = p->sources.items[i]->bytes, true;
    return false;
}

static bool file_bytes(eg_slice *out, eg_arena *arena, const char *path) {
    eg_source source;
    if (!eg_source_read(&source, arena, path, 0, NULL)) return false;
    *out = source.bytes;
    eg_source_fini(&source);
    return true;
}

static bool same_files(const eg_set_files *a, const eg_set_files *b) {
    if (a->list.len != b->list.len) return false;
    for (size_t i = 0; i < a->list.len; i++)
        if (strcmp(a->list.items[i].path, b->list.items[i].path) != 0) return false;
    return true;
}

/* Until a change of the last of them would show in its time, two seconds at most. */
static void wait_for_times(const eg_set_files *files, const stamp *stamps) {
    time_t last = 0;
    for (size_t i = 0; i < files->list.len; i++) {
        time_t changed = (time_t)(stamps[i].changed[0] > stamps[i].modified[0] ? stamps[i].changed[0] : stamps[i].modified[0]);
        if (stamps[i].unsure && changed > last) last = changed;
    }
    for (int i = 0; i < 20 * RACY_SECONDS && time(NULL) < last + RACY_SECONDS; i++) nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
}

/* Is what was written to just before the set was read what it was then, and long enough ago by now that another change would show? */
static bool is_settled(const stamp *s, const eg_set_file *file, const eg_patterns *p, time_t now) {
    struct stat st;
    stamp then = {0};
    if (stat(file->path, &st) != 0) return false;
    stamp_of(&then, &st);
    if (!same_stamp(s, &then) || last_change(&st) > now - RACY_SECONDS) return false;
    eg_arena arena = {0};
    eg_slice before, bytes;
    bool same = file->folder || (loaded_bytes(&before, p, file->path) && file_bytes(&bytes, &arena, file->path) && eg_slice_eq(before, bytes));
    eg_arena_fini(&arena);
    return same;
}

/* Who saves a rule and compiles at once would else have each start read all files, for as long as that set is kept. */
static void settle_stamps(stamp *stamps, const eg_set_files *files, const eg_patterns *p, const char *const *dirs, size_t count) {
    eg_set_files again = {0};
    eg_errors errors = {0};
    time_t now = time(NULL);
    if (eg_set_files_find(&again, dirs, count, &errors) && same_files(files, &again))
        for (size_t i = 0; i < files->list.len; i++) stamps[i].unsure = stamps[i].unsure && !is_settled(&stamps[i], &files->list.items[i], p, now);
    eg_set_files_fini(&again);
    eg_errors_fini(&errors);
}

/* SHA-256 over the path within the set, the size and the bytes of each file: as loaded into `p`, or as it is now. */
static bool digest_of(char out[65], const eg_set_files *files, const eg_patterns *p) {
    eg_arena arena = {0};
    eg_sink all = {0};
    bool ok = true;
    for (size_t i = 0; i < files->list.len && ok; i++) {
        const eg_set_file *file = &files->list.items[i];
        eg_slice bytes = {0};
        if (file->folder) continue;
        ok = p ? loaded_bytes(&bytes, p, file->path) : file_bytes(&bytes, &arena, file->path);
        eg_putf(&all, "%zu %s %zu\n", file->set, file->inner, bytes.len);
        eg_put(&all, bytes);
    }
    eg_sha256_hex(out, eg_sink_slice(&all));
    eg_sink_fini(&all);
    eg_arena_fini(&arena);
    return ok;
}

static bool content_holds(const head *h, const char *const *dirs, size_t count) {
    eg_set_files files = {0};
    eg_errors errors = {0};
    char digest[65];
    bool ok = eg_set_files_find(&files, dirs, count, &errors) && digest_of(digest, &files, NULL) && memcmp(digest, h->digest, sizeof digest) == 0;
    eg_set_files_fini(&files);
    eg_errors_fini(&errors);
    return ok;
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

static size_t size_of(const head *h) {
    size_t size = 0;
    for (unsigned s = 0; s < EG_SHELVES; s++) size += h->sizes[s];
    return size;
}

/* The packed shelf is the last. */
static size_t packed_offset(const head *h) { return size_of(h) - h->sizes[EG_SHELF_PACKED]; }

static bool hash_file(char out[65], int fd) { return eg_sha256_file(out, fd, offsetof(head, sha256), sizeof ((head *)0)->sha256); }

static bool content_is_right(const head *h, int fd) {
    char got[65];
    return hash_file(got, fd) && memcmp(got, h->sha256, sizeof got) == 0;
}

/* The set in the file, or NULL. `hash`: its content must be looked at. */
static eg_patterns *map_file(int fd, const struct stat *st, bool hash, const char *const *dirs, size_t count) {
    head h;
    if (pread(fd, &h, sizeof h, 0) != (ssize_t)sizeof h || !is_ours(&h)) return NULL;
    if (size_of(&h) != (size_t)st->st_size || h.set_count != count || (hash && !content_is_right(&h, fd)) || !eg_region_map(fd, h.sizes)) return NULL;
    const head *mapped = (const head *)EG_REGION_BASE;
    bool ok = (stamps_hold(mapped, dirs) || content_holds(mapped, dirs, count)) &&
              eg_regex_unpack(mapped->regexes, fd, packed_offset(mapped));
    if (ok) return mapped->root;
    eg_region_unmap();
    return NULL;
}

static eg_patterns *open_built_in(const char *path, const char *const *dirs, size_t count) {
    struct stat st;
    struct stat self;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return NULL;
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    ok = ok && (st.st_uid == 0 || st.st_uid == geteuid() || (stat("/proc/self/exe", &self) == 0 && st.st_uid == self.st_uid));
    eg_patterns *p = ok ? map_file(fd, &st, false, dirs, count) : NULL;
    close(fd);
    return p;
}

/* ---- the user's cache --------------------------------------------------------------------------------------------- */

static eg_patterns *open_cached(int cache, const char *name, const char *const *dirs, size_t count) {
    int fd = openat(cache, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat st;
    if (fd < 0) return NULL;
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1 && eg_cache_is_private(&st);
    bool hash = ok && !eg_cache_was_checked(fd, &st);
    eg_patterns *p = ok ? map_file(fd, &st, hash, dirs, count) : NULL;
    if (p) eg_cache_touch(fd, &st, hash);
    close(fd);
    return p;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

typedef struct range {
    uintptr_t begin, end;
    bool writable;
} range;

/* AddressSanitizer's shadow (x86-64) ends here; texts and numbers look like addresses in its terabytes. */
#ifdef __SANITIZE_ADDRESS__
#define LOWEST_RANGE ((uintptr_t)0x10007fff8000)
#else
#define LOWEST_RANGE ((uintptr_t)1)
#endif

/* What is mapped in this process outside the region. */
static bool mapped_ranges(eg_arena *arena, range **out, size_t *count) {
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps == NULL) return false;
    range *list = EG_NEW_ARRAY(arena, range, 4096);
    *count = 0;
    char line[PATH_MAX + 200];
    while (fgets(line, sizeof line, maps)) {
        char *at = line; /* "55d0c000-55d0e000 r--p ..." */
        uintptr_t begin = (uintptr_t)strtoull(at, &at, 16);
        if (*at != '-') continue;
        uintptr_t end = (uintptr_t)strtoull(at + 1, &at, 16);
        if (*at != ' ' || begin == EG_REGION_BASE || begin < LOWEST_RANGE) continue;
        const char *mode = at + 1;
        if (mode[0] == 'r' && *count < 4096) list[(*count)++] = (range){begin, end, mode[1] == 'w'};
    }
    fclose(maps);
    *out = list;
    return true;
}

/* Two numbers below 16 million side by side, such as the beginnings of two lines, are no pointer although some word of them
 * may be mapped: the lower half of an address is as good as random. (Not so in AddressSanitizer's heap, which the check
 * thereby passes over; the sanitizer would see such a pointer used.) */
static bool is_pair_of_numbers(uintptr_t word) { return (word & UINT32_MAX) < 1U << 24 && word >> 32 < 1U << 24; }

/* Where the program's literals are mapped; NULL when addresses there are as small as a number. */
static const range *find_literals(const range *ranges, size_t count) {
    uintptr_t literal = (uintptr_t) "";
    for (size_t i = 0; i < count; i++)
        if (literal >= ranges[i].begin && literal < ranges[i].end) return ranges[i].begin > UINT32_MAX ? &ranges[i] : NULL;
    return NULL;
}

/* Every word of the region that could be a pointer points into the region. A pointer to an empty literal of the program
 * is turned to one of the region's own; any other way out and the region cannot be kept. */
static bool is_closed(eg_shelf shelf, const char *empty, eg_error *err) {
    eg_arena arena = {0};
    range *ranges;
    size_t count;
    size_t used = eg_region_used(shelf);
    bool ok = mapped_ranges(&arena, &ranges, &count);
    /* One run in 256 has its literals where an address is a pair of numbers as well: there such a pair may be an empty literal,
     * too, or the file would hang on where the program was loaded. */
    const range *literals = ok ? find_literals(ranges, count) : NULL;
    if (ok && literals == NULL) ok = eg_fail(err, EG_ERR_RULE, NULL, "a set cannot be kept: the program is loaded where addresses look like numbers");
    for (size_t at = shelf == EG_SHELF_WARM ? EG_REGION_HEAD : 0; at + 8 <= used && ok; at += 8) {
        uintptr_t *word = (uintptr_t *)(eg_region_begin(shelf) + at);
        bool numbers = is_pair_of_numbers(*word);
        for (size_t i = 0; i < count; i++) {
            if (*word < ranges[i].begin || *word >= ranges[i].end || (numbers && &ranges[i] != literals)) continue;
            bool none = !ranges[i].writable && *(const char *)*word == '\0' && at + 16 <= used && word[1] == 0; /* a slice of no length */
            if (numbers && !none) break;
            ok = none;
            if (!ok && ranges[i].writable) eg_fail(err, EG_ERR_RULE, NULL, "a set that is kept points at memory outside (byte %zu of it, %#zx)", at, (size_t)*word);
            if (!ok) eg_fail(err, EG_ERR_RULE, NULL, "a set that is kept points at a literal of the program (byte %zu of it, %#zx): %.40s", at, (size_t)*word, (const char *)*word);
            if (ok) *word = (uintptr_t)empty;
            break;
        }
    }
    eg_arena_fini(&arena);
    return ok;
}

/* In small pieces: Linux keeps in one piece of its memory what was written at once, and maps all of it when a byte is touched. */
static bool write_all(int fd, const char *bytes, size_t size) {
    enum { PIECE = 64 << 10 };
    while (size > 0) {
        ssize_t n = write(fd, bytes, size < PIECE ? size : PIECE);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

/* Writes the region, in which `p` is, whole or not at all. `at` is a folder or AT_FDCWD. */
static bool keep(eg_patterns *p, const head *prepared, int at, const char *name, mode_t mode, eg_error *err) {
    char *empty = eg_heap_alloc(1);
    *empty = '\0';
    head *h = (head *)EG_REGION_BASE;
    *h = *prepared;
    h->root = p;
    h->regexes = eg_regex_pack_all();
    for (unsigned s = 0; s < EG_SHELVES; s++) h->sizes[s] = eg_region_used((eg_shelf)s);
    if (h->regexes.count == 0) return eg_fail(err, EG_ERR_RULE, NULL, "a set that is kept has patterns outside of it");
    bool was = eg_region_pause(true); /* what is_closed needs is no part of it */
    bool closed = is_closed(EG_SHELF_WARM, empty, err) && is_closed(EG_SHELF_NAMES, empty, err) && is_closed(EG_SHELF_COLD, empty, err); /* packed patterns hold no pointers */
    eg_region_pause(was);
    if (!closed) return false;
    char temp[PATH_MAX];
    int n = snprintf(temp, sizeof temp, "%s.%ld", name, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof temp) return eg_fail(err, EG_ERR_IO, name, "path too long");
    int fd = openat(at, temp, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) return eg_fail(err, EG_ERR_IO, name, "cannot write: %s", strerror(errno));
    bool ok = fchmod(fd, mode) == 0;
    for (unsigned s = 0; s < EG_SHELVES && ok; s++) ok = write_all(fd, (const char *)eg_region_begin((eg_shelf)s), h->sizes[s]);
    ok = ok && hash_file(h->sha256, fd) && pwrite(fd, h->sha256, sizeof h->sha256, offsetof(head, sha256)) == (ssize_t)sizeof h->sha256;
    ok = close(fd) == 0 && ok;
    ok = ok && renameat(at, temp, at, name) == 0;
    if (ok) return true;
    (void)unlinkat(at, temp, 0);
    return eg_fail(err, EG_ERR_IO, name, "cannot write the compiled set");
}

/* Compiles in the region and keeps it; `patient`: nobody waits for the set, so it may take a second more to be believed by its files'
 * times; `why` (NULL allowed) tells why it could not be kept, which is no error. */
static eg_patterns *compile(const char *const *dirs, size_t count, int at, const char *name, mode_t mode, bool patient, eg_errors *errors,
                            eg_error *why) {
    head h;
    eg_set_files files = {0};
    if (!know_self(&h) || !eg_set_files_find(&files, dirs, count, errors) || !eg_region_open()) {
        eg_set_files_fini(&files);
        eg_fail(why, EG_ERR_RULE, name, "no build id, or no room for a compiled set in the address space");
        return errors->list.len ? NULL : eg_patterns_load(dirs, count, errors);
    }
    bool stamped = getenv("SOURCE_DATE_EPOCH") == NULL;
    stamp *stamps = stamped ? take_stamps(&files) : NULL;
    h.stamps = stamps;
    h.stamp_count = stamped ? files.list.len : 0;
    h.set_count = count;
    eg_patterns *p = eg_patterns_load(dirs, count, errors);
    bool was = eg_region_pause(true);
    bool read = p && digest_of(h.digest, &files, p);
    if (read && stamped && patient) wait_for_times(&files, stamps);
    if (read && stamped) settle_stamps(stamps, &files, p, dirs, count);
    eg_region_pause(was);
    if (read) keep(p, &h, at, name, mode, why);
    else eg_fail(why, EG_ERR_IO, name, "a file of the set is gone");
    eg_region_close();
    eg_set_files_fini(&files);
    if (p == NULL) eg_region_unmap();
    return p;
}

eg_patterns *eg_patterns_open(const char *const *dirs, size_t count, const eg_image_options *options, eg_errors *errors) {
    if (options->no_cache) return eg_patterns_load(dirs, count, errors);
    eg_patterns *p = options->built_in ? open_built_in(options->built_in, dirs, count) : NULL;
    if (p) return p;
    char name[EG_CACHE_NAME];
    int cache = eg_cache_open();
    if (cache < 0 || !eg_cache_name(name, dirs, count)) {
        if (cache >= 0) close(cache);
        return eg_patterns_load(dirs, count, errors);
    }
    p = open_cached(cache, name, dirs, count);
    if (p == NULL) {
        eg_error why = {0};
        p = compile(dirs, count, cache, name, 0600, false, errors, &why);
        if (p && why.code == EG_OK) eg_cache_trim(cache, name);
    }
    close(cache);
    return p;
}

bool eg_image_make(const char *path, const char *const *dirs, size_t count, eg_errors *errors) {
    eg_error why = {0};
    eg_patterns *p = compile(dirs, count, AT_FDCWD, path, 0644, true, errors, &why);
    bool ok = p != NULL && why.code == EG_OK;
    if (p && !ok) *eg_errors_add(errors) = why;
    eg_patterns_free(p);
    return ok;
}

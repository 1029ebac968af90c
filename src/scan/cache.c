/* SPDX-License-Identifier: MIT */
#include "scan/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/sink.h"
#include "base/vec.h"

/* Effect: who works with more lists of folders than FILES_KEPT by turns compiles them again; a file is 30 MB. A writer takes
 * seconds, so what is older than LEFT_SECONDS has lost its own. Which file was used last is told to the TOUCH_SECONDS. */
enum { FILES_KEPT = 4, LEFT_SECONDS = 3600, TOUCH_SECONDS = 60, CHECKED_SECONDS = 24 * 3600, NAME_DIGITS = 32 };
#define SUFFIX ".egc"
#define CHECKED "user.ecograph.checked"

bool eg_cache_is_private(const struct stat *st) { return st->st_uid == geteuid() && (st->st_mode & (S_IRWXG | S_IRWXO)) == 0; }

int eg_cache_open(void) {
    if (geteuid() != getuid() || getegid() != getgid()) return -1;
    const char *xdg = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    char parent[PATH_MAX];
    int n = xdg && xdg[0] == '/'     ? snprintf(parent, sizeof parent, "%s", xdg)
            : home && home[0] == '/' ? snprintf(parent, sizeof parent, "%s/.cache", home)
                                     : -1;
    if (n <= 0 || (size_t)n + sizeof "/ecograph" > sizeof parent) return -1;
    (void)mkdir(parent, 0700);
    char dir[PATH_MAX + 16];
    snprintf(dir, sizeof dir, "%s/ecograph", parent);
    (void)mkdir(dir, 0700);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && eg_cache_is_private(&st)) return fd;
    if (fd >= 0) close(fd);
    return -1;
}

bool eg_cache_name(char name[EG_CACHE_NAME], const char *const *dirs, size_t count) {
    eg_sink key = {0};
    bool ok = true;
    for (size_t i = 0; i < count && ok; i++) {
        char *real = realpath(dirs[i], NULL);
        ok = real != NULL;
        if (ok) eg_put(&key, eg_slice_of(real, strlen(real) + 1));
        free(real);
    }
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    if (n > 0) eg_put(&key, eg_slice_of(self, (size_t)n));
    char digest[65];
    eg_sha256_hex(digest, eg_sink_slice(&key));
    snprintf(name, EG_CACHE_NAME, "%.32s" SUFFIX, digest);
    eg_sink_fini(&key);
    return ok;
}

/* When the content was hashed, and what the file was then. */
typedef struct checked {
    int64_t at, seconds, nanoseconds, size;
    uint64_t inode;
} checked;

static checked checked_now(const struct stat *st, int64_t at) {
    return (checked){at, st->st_mtim.tv_sec, st->st_mtim.tv_nsec, st->st_size, st->st_ino};
}

static bool read_checked(int fd, const struct stat *st, checked *out) {
    if (fgetxattr(fd, CHECKED, out, sizeof *out) != (ssize_t)sizeof *out) return false;
    checked now = checked_now(st, out->at);
    return memcmp(out, &now, sizeof now) == 0;
}

bool eg_cache_was_checked(int fd, const struct stat *st) {
    checked c;
    int64_t now = time(NULL);
    return read_checked(fd, st, &c) && c.at <= now && now - c.at < CHECKED_SECONDS;
}

void eg_cache_touch(int fd, const struct stat *st, bool hashed) {
    int64_t now = time(NULL);
    bool old = now - st->st_mtim.tv_sec > TOUCH_SECONDS;
    checked c = {.at = now};
    bool known = hashed || read_checked(fd, st, &c);
    struct stat then;
    if (!old && !hashed) return;
    if (fstat(fd, &then) != 0 || then.st_size != st->st_size || memcmp(&then.st_mtim, &st->st_mtim, sizeof then.st_mtim) != 0) return; /* written to since */
    if (old && (futimens(fd, NULL) != 0 || fstat(fd, &then) != 0)) return;
    if (!known) return;
    c = checked_now(&then, c.at);
    (void)fsetxattr(fd, CHECKED, &c, sizeof c, 0);
}

/* ---- trimming ----------------------------------------------------------------------------------------------------- */

typedef struct entry {
    char name[NAME_MAX + 1];
    struct timespec used;
} entry;

typedef enum entry_type { OTHER, KEPT, UNFINISHED } entry_type;

static entry_type type_of(const char *name) {
    size_t n = strspn(name, "0123456789abcdef");
    if (n != NAME_DIGITS || strncmp(name + n, SUFFIX, sizeof SUFFIX - 1) != 0) return OTHER;
    const char *rest = name + n + sizeof SUFFIX - 1;
    if (*rest == '\0') return KEPT;
    return rest[0] == '.' && rest[1] && rest[1 + strspn(rest + 1, "0123456789")] == '\0' ? UNFINISHED : OTHER;
}

static bool is_ours(int cache, const char *name, struct stat *st) {
    return fstatat(cache, name, st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st->st_mode) && st->st_uid == geteuid() && st->st_nlink == 1;
}

static int last_used_first(const void *a, const void *b) {
    const entry *x = a;
    const entry *y = b;
    if (x->used.tv_sec != y->used.tv_sec) return x->used.tv_sec < y->used.tv_sec ? 1 : -1;
    if (x->used.tv_nsec != y->used.tv_nsec) return x->used.tv_nsec < y->used.tv_nsec ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* A run that has one of the files open goes on with it; one that is just about to open it compiles. */
void eg_cache_trim(int cache, const char *name) {
    EG_VEC(entry) kept = {0};
    int fd = openat(cache, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (dir == NULL) {
        if (fd >= 0) close(fd);
        return;
    }
    time_t now = time(NULL);
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        struct stat st;
        entry_type type = type_of(e->d_name);
        if (type == OTHER || strcmp(e->d_name, name) == 0 || !is_ours(cache, e->d_name, &st)) continue;
        if (type == UNFINISHED) {
            if (now - st.st_mtim.tv_sec > LEFT_SECONDS) (void)unlinkat(cache, e->d_name, 0);
            continue;
        }
        entry *one = eg_vec_add(&kept);
        snprintf(one->name, sizeof one->name, "%s", e->d_name);
        one->used = st.st_mtim;
    }
    closedir(dir);
    if (kept.len) qsort(kept.items, kept.len, sizeof *kept.items, last_used_first);
    for (size_t i = FILES_KEPT - 1; i < kept.len; i++) (void)unlinkat(cache, kept.items[i].name, 0);
    eg_vec_fini(&kept);
}

/* A disk that is read-only while a file is there: preloaded (LD_PRELOAD) into a room's process.
 *
 * A real file system can't be made read-only and writable again beneath a file that is open for writing, except by the
 * kernel in an emergency. What this refuses is what the kernel refuses then: every write, sync and change of length of
 * a plain file on the home's device, and every new or opened-for-writing one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEXT(name) (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static int now(void) {
    const char *flag = getenv("READ_ONLY_WHILE");
    return flag && access(flag, F_OK) == 0;
}

static int held(int file) {
    struct stat of, home;
    return now() && fstat(file, &of) == 0 && S_ISREG(of.st_mode) && stat(getenv("READ_ONLY_HOME"), &home) == 0
        && of.st_dev == home.st_dev;
}

static int refused(const char *path, int flags) {
    const char *home = getenv("READ_ONLY_HOME");
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT;
    return writes && now() && strncmp(path, home, strlen(home)) == 0;
}

#define REFUSE return errno = EROFS, -1

ssize_t write(int file, const void *data, size_t bytes) {
    if (held(file)) REFUSE;
    return (NEXT(write))(file, data, bytes);
}

ssize_t pwrite64(int file, const void *data, size_t bytes, off64_t at) {
    if (held(file)) REFUSE;
    return (NEXT(pwrite64))(file, data, bytes, at);
}

ssize_t pwrite(int file, const void *data, size_t bytes, off_t at) {
    return pwrite64(file, data, bytes, at);
}

int ftruncate64(int file, off64_t bytes) {
    if (held(file)) REFUSE;
    return (NEXT(ftruncate64))(file, bytes);
}

int ftruncate(int file, off_t bytes) {
    return ftruncate64(file, bytes);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0;
    va_end(rest);
    if (refused(path, flags)) REFUSE;
    return (NEXT(open64))(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, int) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}

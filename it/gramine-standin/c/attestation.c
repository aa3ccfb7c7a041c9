/* Loaded into the program that the stand-in runs: /dev/attestation is what the stand-in offers, and what the program may not
 * unseal is denied. Only the functions with which Python opens files by name; no header, no library, so that every compiler makes
 * the same of it.
 */
#define PUBLIC __attribute__((visibility("default")))
#define EACCES 13
#define AT_FDCWD (-100)
#define LONGEST 4096

enum { OPENAT = 257, GETCWD = 79 };

extern char *getenv(const char *name);
extern int *__errno_location(void);

static const char device[] = "/dev/attestation/";

static long syscall4(long number, long a, long b, long c, long d) {
    register long fourth __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth) : "rcx", "r11", "memory");
    return result;
}

static long starts(const char *text, const char *with) {
    long length = 0;
    while (with[length] && text[length] == with[length])
        length++;
    return with[length] ? 0 : length;
}

/* Returns the length, or -1 if it is too long. */
static long append(char *to, long at, const char *text) {
    for (; *text; text++) {
        if (at < 0 || at >= LONGEST - 1)
            return -1;
        to[at++] = *text;
    }
    to[at] = 0;
    return at;
}

static int is_sealed(const char *path) {
    /* Paths of directories, separated by colons. */
    const char *directory = getenv("GRAMINE_STANDIN_SEALED");
    char whole[LONGEST];
    if (!directory || !*directory)
        return 0;
    if (path[0] != '/') {
        long length = syscall4(GETCWD, (long)whole, LONGEST, 0, 0);
        if (length < 1 || append(whole, append(whole, length - 1, "/"), path) < 0)
            return 0;
        path = whole;
    }
    while (*directory) {
        long length = 0;
        while (directory[length] && directory[length] != ':' && directory[length] == path[length])
            length++;
        if (length && (!directory[length] || directory[length] == ':') && path[length] == '/')
            return 1;
        while (*directory && *directory++ != ':')
            ;
    }
    return 0;
}

static int open_at(int directory, const char *path, int flags, int mode) {
    const char *offered = getenv("GRAMINE_STANDIN_ATTESTATION");
    char mapped[LONGEST];
    long result = -EACCES;
    long length = starts(path, device);
    if (length && offered && append(mapped, append(mapped, append(mapped, 0, offered), "/"), path + length) > 0)
        path = mapped;
    if (!is_sealed(path))
        result = syscall4(OPENAT, directory, (long)path, flags, mode);
    if (result >= 0)
        return (int)result;
    *__errno_location() = (int)-result;
    return -1;
}

/* A mode that the caller did not give is not used. */
#define OPEN(name) \
    PUBLIC int name(const char *path, int flags, int mode) { return open_at(AT_FDCWD, path, flags, mode); }
#define OPEN_AT(name) \
    PUBLIC int name(int directory, const char *path, int flags, int mode) { return open_at(directory, path, flags, mode); }

OPEN(open)
OPEN(open64)
OPEN_AT(openat)
OPEN_AT(openat64)

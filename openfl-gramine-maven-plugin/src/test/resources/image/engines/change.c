/* Changes a root file system that has no shell: change FIRST|SECOND. No library, so that it has a few kilobytes.
 * cc -O1 -static -nostdlib -fno-stack-protector -Wl,--build-id=none,-z,noseparate-code -s -o change change.c */

static long call(long number, const char *a, const void *b, long c)
{
    long result;
    register long d __asm__("r10") = 0;
    __asm__ volatile("syscall" : "=a"(result) : "0"(number), "D"(a), "S"(b), "d"(c), "r"(d) : "rcx", "r11", "memory");
    return result;
}

static void check(long result)
{
    if (result < 0)
        call(231, (const char *)1, 0, 0);
}

static void remove_file(const char *path) { check(call(87, path, 0, 0)); }
static void remove_folder(const char *path) { check(call(84, path, 0, 0)); }
static void make_folder(const char *path) { check(call(83, path, (void *)0755, 0)); }
static void make_link(const char *target, const char *path) { check(call(88, target, path, 0)); }
static void make_hard_link(const char *same, const char *path) { check(call(86, same, path, 0)); }

static void write_file(const char *path, const char *text)
{
    long length = 0;
    long file = call(2, path, (void *)(1 | 0100 | 01000), 0644);
    check(file);
    while (text[length])
        length++;
    check(call(1, (const char *)file, text, length));
    call(3, (const char *)file, 0, 0);
}

static void first(void)
{
    remove_file("/etc/gone");
    /* An opaque folder: removed with all in it, made again. */
    remove_file("/var/opaque/old");
    remove_file("/var/opaque/sub/old");
    remove_folder("/var/opaque/sub");
    remove_folder("/var/opaque");
    make_folder("/var/opaque");
    write_file("/var/opaque/new", "new\n");
    /* A folder becomes a link. */
    remove_file("/opt/folder/a");
    remove_folder("/opt/folder");
    make_link("../usr/lib", "/opt/folder");
    make_hard_link("/etc/keep", "/etc/hard-upper");
    write_file("/etc/changed", "second layer\n");
}

static void second(void)
{
    write_file("/etc/gone", "back again\n");
    remove_file("/opt/folder");
    make_folder("/opt/folder");
    write_file("/opt/folder/b", "b\n");
    write_file("/etc/changed", "third layer\n");
    remove_file("/srv/fifo");
}

void start(long *stack) __asm__("start");
void start(long *stack)
{
    const char *word = (const char *)stack[2];
    if (*word == 'F')
        first();
    else
        second();
    call(231, 0, 0, 0);
}

__asm__(".globl _start\n_start: mov %rsp, %rdi\nand $-16, %rsp\ncall start\n");

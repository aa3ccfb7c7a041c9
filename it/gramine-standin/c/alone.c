/* Loaded into the program if the manifest has sys.disallow_subprocesses: starting a process fails as it does under Gramine. Threads
 * start by other functions. No header, no library, so that every compiler makes the same of it.
 */
#define PUBLIC __attribute__((visibility("default")))
#define ENOSYS 38

extern int *__errno_location(void);

static int refuse(void) {
    *__errno_location() = ENOSYS;
    return -1;
}

PUBLIC int fork(void) { return refuse(); }
PUBLIC int vfork(void) { return refuse(); }
PUBLIC int forkpty(void) { return refuse(); }
PUBLIC int system(const char *command) { return command ? refuse() : 0; }
PUBLIC void *popen(void) { refuse(); return 0; }
/* These return the error. */
PUBLIC int posix_spawn(void) { return ENOSYS; }
PUBLIC int posix_spawnp(void) { return ENOSYS; }

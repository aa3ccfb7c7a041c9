/*
 * Stand-in for Gramine's libpal.so: never run, only measured. So it has what a measurement can go wrong on: code and
 * constants, relocated data, data of more than a page, zero-filled memory behind the file's bytes, and an entry point.
 */
typedef unsigned char byte;

static const char message[] = "NO GRAMINE: stand-in for libpal.so, no protection";
static byte data[9001] = {1, 2, 3};
static byte zeros[20011];
static const char* volatile relocated = message;

__attribute__((visibility("default"))) void pal_start(void) {
    for (unsigned i = 0; i < sizeof(zeros); i++)
        zeros[i] = data[i % sizeof(data)] ^ (byte)relocated[i % sizeof(message)];
    for (;;) {
    }
}

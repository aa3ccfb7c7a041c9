/* Stand-in for Gramine's libsysdb.so: listed as a trusted file and hashed, never loaded. */
__attribute__((visibility("default"))) const char gramine_standin[] =
    "NO GRAMINE: stand-in for libsysdb.so, no protection";

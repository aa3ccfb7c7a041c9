"""The code that gcc and glibc add to every library (crti.o, crtbeginS.o): it does nothing that others could notice.

Compared byte by byte, but for addresses: code that only looks like it is somebody's constructor.
"""

import re

BRANCH_TARGET = rb"(?:\xf3\x0f\x1e\xfa)?"  # endbr64, of compilers for CET

# Calls __gmon_start__ if a profiler has brought it.
INIT = re.compile(BRANCH_TARGET + rb"\x48\x83\xec\x08\x48\x8b\x05.{4}\x48\x85\xc0\x74\x02\xff\xd0\x48\x83\xc4\x08\xc3", re.DOTALL)
FINI = re.compile(BRANCH_TARGET + rb"\x48\x83\xec\x08\x48\x83\xc4\x08\xc3")

# A jump to register_tm_clones, which has nothing to register where its table is empty.
FRAME_DUMMY = re.compile(BRANCH_TARGET + rb"\xe9(.{4})", re.DOTALL)
REGISTER_TM_CLONES = re.compile(
    rb"\x48\x8d\x3d.{4}\x48\x8d\x35.{4}\x48\x29\xfe\x48\x89\xf0\x48\xc1\xee\x3f\x48\xc1\xf8\x03\x48\x01\xc6\x48\xd1\xfe\x74.",
    re.DOTALL,
)
# Calls __cxa_finalize and deregister_tm_clones, once.
GLOBAL_DESTRUCTORS = re.compile(
    BRANCH_TARGET + rb"\x80\x3d.{4}\0\x75.\x55\x48\x83\x3d.{4}\0\x48\x89\xe5\x74\x0c\x48\x8b\x3d.{4}"
    rb"\xe8.{4}\xe8.{4}\xc6\x05.{4}\x01\x5d\xc3",
    re.DOTALL,
)
LONGEST = 80


def is_frame_dummy(code_at, address):
    """code_at: gives the bytes at an address, at most LONGEST."""
    jump = FRAME_DUMMY.match(code_at(address))
    if not jump:
        return False
    return bool(REGISTER_TM_CLONES.match(code_at(address + jump.end() + int.from_bytes(jump[1], "little", signed=True))))

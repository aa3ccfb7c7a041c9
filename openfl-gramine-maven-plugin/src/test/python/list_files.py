"""For FileListScriptTest in Java: writes the list of the files below a root (argument 1), with the arguments after it."""

import os
import sys

from support import IMAGE

sys.path.insert(0, str(IMAGE))

import filelist  # noqa: E402

sys.exit(filelist.main(sys.argv[2:], root=os.fsencode(sys.argv[1])))

"""The program that an enclave's manifest names in loader.argv: starts one actor with the package launcher next to this file."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    # Python's option -I leaves the script's own directory out of sys.path. Nothing but the launcher is imported from it.
    sys.path.insert(0, HERE)
    from launcher import main

    sys.path.remove(HERE)
    sys.exit(main(sys.argv[1:]))

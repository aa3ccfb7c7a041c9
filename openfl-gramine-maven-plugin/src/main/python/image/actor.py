"""The program that an enclave's manifest names in loader.argv: starts one actor with the package launcher next to this file."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    # Python's option -I leaves the script's own directory out of sys.path. Nothing but the launcher is imported from it.
    sys.path.insert(0, HERE)
    try:
        from launcher import main
    except OSError as error:
        # Gramine's answer for a file that is not the one that was measured.
        sys.exit(f"openfl-gramine: cannot load the launcher: {error}. Start the image as you received it.")

    sys.path.remove(HERE)
    sys.exit(main(sys.argv[1:]))

from ..mistake import Mistake
from ..start import ROLES


def parse(start):
    arguments = start.arguments
    if len(arguments) != 1 or arguments[0] not in ROLES:
        raise Mistake(f"expected exactly one argument, {' or '.join(ROLES)}, got: {' '.join(arguments) or 'none'}.")
    start.role = arguments[0]

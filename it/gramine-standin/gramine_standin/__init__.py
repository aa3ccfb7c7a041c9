"""A stand-in for Gramine 1.9: checks what Gramine checks, then runs the program natively, without any protection."""

BANNER = "NO GRAMINE: stand-in, no protection"


class Refusal(Exception):
    """What Gramine would not start with; the message says what, where and what was expected."""

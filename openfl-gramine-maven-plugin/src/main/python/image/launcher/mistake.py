class Mistake(Exception):
    """Something the person who starts the actor can fix; its text is the one line they get to read."""

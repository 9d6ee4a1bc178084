"""What can go wrong for a reason that the user can mend."""


class InputError(ValueError):
    """Something the user gave cannot be used.

    The message is shown as it is: it says what is wrong, with which layer, and
    what to do about it.
    """


class Cancelled(Exception):
    """The user cancelled a long task; whatever it had begun to write is removed."""

"""Errors that have a reason which the user can mend, and cancellation."""


class InputError(ValueError):
    """Something the user gave cannot be used.

    The message is shown as it is: it says what is wrong, with which layer, and
    what to do about it. image: name of the layer, where the fault lies in one.
    """

    def __init__(self, message: str, image: str = ""):
        super().__init__(message)
        self.image = image


class Cancelled(Exception):
    """The user cancelled a long task; whatever it had begun to write is removed."""

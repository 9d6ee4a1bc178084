"""Errors that have a reason which the user can mend, and cancellation."""

from __future__ import annotations

from .remedies import Remedy


class InputError(ValueError):
    """Something the user gave cannot be used.

    The message is shown as it is: it says what is wrong, with which layer, and
    what to do about it. image: name of the layer, where the fault lies in one. remedy: what mends
    it, where that is known.
    """

    def __init__(self, message: str, image: str = "", remedy: Remedy | None = None):
        super().__init__(message)
        self.image, self.remedy = image, remedy


class Cancelled(Exception):
    """The user cancelled a long task; whatever it had begun to write is removed."""

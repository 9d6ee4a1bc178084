"""Writing text files with errors that people understand."""

from __future__ import annotations

from ..errors import InputError
from ..translation import tr


def write_text(path: str, text: str) -> None:
    """Write a text file.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error.strerror)) from error

"""Files that appear whole or not at all: written beside their place, and renamed."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator

from .errors import InputError
from .translation import tr


def path_beside(path: str) -> str:
    """Return a name beside `path` that no other run uses; on the same disk, so renaming is quick.

    It is hidden, begins with the name of the file and ends in ".part".
    """
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid()}-{secrets.token_hex(4)}.part")


@contextlib.contextmanager
def written_whole(path: str) -> Iterator[str]:
    """Give the name of a file to write, which becomes `path` when the block is left without error.

    After an error nothing is left, and what `path` was before stays as it is.

    Raises:
        OSError: of the renaming, besides what the block raises.
    """
    temporary = path_beside(path)
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            os.remove(temporary)


def write_text(path: str, text: str) -> None:
    """Write a text file, whole.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        with written_whole(path) as temporary, \
                open(temporary, "w", encoding="utf-8", errors="backslashreplace",
                     newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error.strerror)) from error

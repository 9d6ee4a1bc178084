"""Fingerprints of files, by which a changed file is known."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache

_PIECE_BYTES = 2**20


@dataclass(frozen=True)
class Fingerprint:
    """The fingerprint of a file, which an earlier or later one of the same name does not share.

    size: in bytes. modified: time of the last change, in nanoseconds. digest: of its content.
    """

    size: int
    modified: int
    digest: str

    @classmethod
    def of(cls, path: str) -> Fingerprint | None:
        """Return the fingerprint of a file; None if it is no file that can be read."""
        try:
            state = os.stat(path)
            return cls(state.st_size, state.st_mtime_ns,
                       _digest(path, state.st_size, state.st_mtime_ns))
        except OSError:
            return None

    def fits(self, path: str) -> bool:
        """Say whether a file is unchanged; so is a copy of it.

        The content is read only where the time has changed, but not the size.
        """
        try:
            state = os.stat(path)
            if state.st_size != self.size:
                return False
            return (state.st_mtime_ns == self.modified
                    or _digest(path, state.st_size, state.st_mtime_ns) == self.digest)
        except OSError:
            return False


@lru_cache(maxsize=256)
def _digest(path: str, size: int, modified: int) -> str:
    """Return a digest of the content of a file, which is read once for each of its states."""
    digest = hashlib.blake2b(digest_size=16)
    with open(path, "rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()

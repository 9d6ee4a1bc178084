"""The latest tiles that networks have made, each made once though several threads ask for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any


class TileCache:
    """Keeps tiles up to a number of bytes; the one used longest ago goes first.

    It is shared by all networks at work, so that their tiles together are bounded.
    """

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, Future] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any], most: int,
            check: Callable[[], None]) -> Any:
        """Return the tile of `key`, and make it if it is not there.

        make: returns something with the attribute `nbytes`. most: bytes of all tiles together.
        check: raises `Cancelled` if the caller has been cancelled.

        Raises:
            Exception: of `make`.
        """
        while True:
            with self._lock:
                entry = self._entries.get(key)
                mine = entry is None
                if mine:
                    entry = self._entries[key] = Future()
                self._entries.move_to_end(key)
            if mine:
                return self._make(key, entry, make, most)
            try:
                return entry.result()
            except Exception:
                check()  # otherwise only the one who made it was cancelled, or it fails here, too

    def forget(self, owner: Hashable) -> None:
        """Remove the tiles whose key begins with `owner`."""
        with self._lock:
            for key in [key for key in self._entries if key[0] == owner]:
                del self._entries[key]

    def _make(self, key: Hashable, entry: Future, make: Callable[[], Any], most: int) -> Any:
        try:
            tile = make()
        except BaseException as error:
            with self._lock:
                self._entries.pop(key, None)
            entry.set_exception(error)
            raise
        entry.set_result(tile)
        with self._lock:
            self._shrink(most)
        return tile

    def _shrink(self, most: int) -> None:
        done = [(key, entry.result().nbytes) for key, entry in self._entries.items()
                if entry.done() and entry.exception() is None]
        total = sum(size for _, size in done)
        for key, size in done[:-1]:
            if total <= most:
                return
            del self._entries[key]
            total -= size


TILES = TileCache()
"""Of all networks."""

"""The values that were used last, kept as long as there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _nothing() -> None:
    """Check nothing."""


class Latest(Generic[K, V]):
    """Values by their keys; the ones not used for longest go first. Threads may share it.

    most: sum of the sizes that is kept; the latest value is kept in any case.
    size: of a value; by default each counts 1.
    """

    def __init__(self, most: float, size: Callable[[V], int] = lambda value: 1):
        self.most, self.size = most, size
        self._values: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, Future[V]] = {}
        self._total = 0
        # Python tidies up at any time, and what it tidies up may discard its values here.
        self._lock = threading.RLock()

    def get(self, key: K) -> V | None:
        """Return the value of a key, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        with self._lock:
            self._put(key, value)

    def get_or_make(self, key: K, make: Callable[[], V],
                    check: Callable[[], None] = _nothing) -> V:
        """Return the value of a key, and make it if it is not there.

        It is made once, however many threads ask for it meanwhile; if whoever makes it fails,
        another one tries.

        check: raises `Cancelled` if the caller has been cancelled.

        Raises:
            Exception: of `make`.
        """
        while True:
            with self._lock:
                if key in self._values:
                    self._values.move_to_end(key)
                    return self._values[key]
                future = self._making.get(key)
                mine = future is None
                if future is None:
                    future = self._making[key] = Future()
            if mine:
                return self._make(key, future, make)
            try:
                return future.result()
            except Exception:
                check()  # otherwise only the one who made it was cancelled, or it fails here, too

    def items(self) -> list[tuple[K, V]]:
        """Return all keys and values, the latest last."""
        with self._lock:
            return list(self._values.items())

    def discard(self, key: K) -> None:
        """Forget a value, if it is there."""
        with self._lock:
            self._discard(key)

    def discard_where(self, unwanted: Callable[[K], bool]) -> None:
        """Forget the values of all keys of which `unwanted` says so."""
        with self._lock:
            for key in [key for key in self._values if unwanted(key)]:
                self._discard(key)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._values.clear()
            self._total = 0

    def _make(self, key: K, future: Future[V], make: Callable[[], V]) -> V:
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                del self._making[key]
            future.set_exception(error)
            raise
        with self._lock:
            del self._making[key]
            self._put(key, value)
        future.set_result(value)
        return value

    def _put(self, key: K, value: V) -> None:
        self._discard(key)
        self._values[key] = value
        self._total += self.size(value)
        while self._total > self.most and len(self._values) > 1:
            self._total -= self.size(self._values.popitem(last=False)[1])

    def _discard(self, key: K) -> None:
        if key in self._values:
            self._total -= self.size(self._values.pop(key))

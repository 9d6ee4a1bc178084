"""What was computed lately, kept as long as there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Latest:
    """Values by their keys; the ones not used for longest go first.

    most: sum of the sizes that is kept; the latest value is kept in any case.
    size: of a value; by default each counts 1.
    """

    def __init__(self, most: int, size: Callable[[Any], int] = lambda value: 1):
        self._most, self._size = most, size
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Return the value of a key, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: Any) -> None:
        """Keep a value."""
        with self._lock:
            if key in self._values:
                self._total -= self._size(self._values.pop(key))
            self._values[key] = value
            self._total += self._size(value)
            while self._total > self._most and len(self._values) > 1:
                self._total -= self._size(self._values.popitem(last=False)[1])

    def items(self) -> list[tuple[Hashable, Any]]:
        """Return all keys and values, the latest last."""
        with self._lock:
            return list(self._values.items())

    def discard(self, key: Hashable) -> None:
        """Forget a value, if it is there."""
        with self._lock:
            if key in self._values:
                self._total -= self._size(self._values.pop(key))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._values.clear()
            self._total = 0

"""What is carried to other processes: scenes and states of methods, as bytes."""

from __future__ import annotations

import io
import pickle
import threading
from typing import Any

import cloudpickle

from ..caches import Latest


class _Carrier(cloudpickle.Pickler):
    """Leaves behind what belongs to one process: locks, open files of threads, cached tiles."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, threading.local):
            return threading.local, ()
        if isinstance(value, _LOCK):
            return threading.Lock, ()
        if isinstance(value, _REENTRANT_LOCK):
            return threading.RLock, ()
        if isinstance(value, Latest):
            return Latest, (value.most, value.size)
        return super().reducer_override(value)


_LOCK, _REENTRANT_LOCK = type(threading.Lock()), type(threading.RLock())


def carried(value: Any) -> bytes:
    """Return a value as bytes, without what belongs to this process."""
    buffer = io.BytesIO()
    _Carrier(buffer, protocol=pickle.DEFAULT_PROTOCOL).dump(value)
    return buffer.getvalue()


def brought(data: bytes) -> Any:
    """Return the value of bytes that another process of the same run has carried."""
    return pickle.loads(data)

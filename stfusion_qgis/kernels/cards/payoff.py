"""Whether a card is faster than the processor: measured once for each card and case, and kept.

Both compute the same made-up inputs of a case. The processor's cores work beside each other, while
all threads share the card.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...translation import tr
from ...version import VERSION
from ..cache_folder import MEASURED_CARDS, cache_parent
from .card_error import CardError

if TYPE_CHECKING:
    from .card import Card
    from .case import Measurable

_SIDE = 192  # of the images measured, in pixels
_FASTER = 1.25  # what a card must be, at least: transfers beside others' take longer
_SAME = 1e-4  # of the largest number
_EXCEPTIONS = 0.001  # of the pixels

_lock = threading.RLock()
_known: dict[str, bool] = {}


def pays(card: Card, processor: str, kernel: str, inputs: Measurable,
         on_card: Callable[[Any], object], on_processor: Callable[[Any], object],
         check: Callable[[], None]) -> bool:
    """Return whether a kernel is faster on the card, for inputs of this case.

    The answer is the same for all threads, and for later processes.

    processor: what it computes with. on_card, on_processor: compute inputs, and pass on what the
    user has cancelled.

    Raises:
        CardError: the card fails, or computes something else than the processor.
    """
    key = " | ".join([kernel.rpartition(".")[2], *map(str, inputs.case), card.identity,
                      processor, platform.machine(), str(os.cpu_count()), VERSION])
    while not _lock.acquire(timeout=0.05):
        check()
    try:
        if not _known:
            _known.update(_read())
        if key not in _known:
            example = inputs.example(_SIDE)
            (card_seconds, found), (seconds, expected) = (
                _timed(compute, example) for compute in (on_card, on_processor))
            if not _alike(found, expected):
                raise CardError(tr(
                    "{card} computes something else than the processor: {kernel}").format(
                        card=card.name, kernel=kernel.rpartition(".")[2]))
            _known[key] = card_seconds * _FASTER < seconds / (os.cpu_count() or 1)
            _write()
        return _known[key]
    finally:
        _lock.release()


def forget_measurements() -> None:
    """Forget what has been measured; the file is `empty_cache`'s."""
    with _lock:
        _known.clear()


def _timed(compute: Callable[[Any], Any], inputs: Any) -> tuple[float, Any]:
    """Return how long it takes, without compiling, and the result."""
    compute(inputs)
    started = time.perf_counter()
    result = compute(inputs)
    return time.perf_counter() - started, result


def _alike(found: Any, expected: Any) -> bool:
    """Return whether arrays, or tuples of them, are the same but for rounding.

    It may turn the choice between two pixels that are equally similar, in few places.
    """
    import numpy as np  # the options page, which can install it, loads this file

    if isinstance(expected, tuple):
        return all(map(_alike, found, expected))
    differences = np.abs(np.asarray(found, np.float64) - expected)
    differing = np.count_nonzero(~(differences <= _SAME * np.abs(expected).max(initial=0.0)))
    return differing <= _EXCEPTIONS * differences.size


def _read() -> dict[str, bool]:
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((cache_parent() / MEASURED_CARDS).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return {str(key): value for key, value in found.items() if isinstance(value, bool)}
    return {}


def _write() -> None:
    with contextlib.suppress(OSError):  # then it is measured again another time
        path = cache_parent() / MEASURED_CARDS
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps({**_read(), **_known}, indent=1), encoding="utf-8")
        beside.replace(path)

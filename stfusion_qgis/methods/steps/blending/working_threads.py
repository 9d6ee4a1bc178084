"""Threads for parts of the preparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ....progress import Progress
from ....threads import Relay, in_flight, make_pool

T = TypeVar("T")
R = TypeVar("R")


def map_in_order(function: Callable[[T], R], items: Sequence[T], threads: int,
                 progress: Progress) -> Iterator[R]:
    """Yield `function(item)` for all items, in their order.

    Raises:
        Cancelled: through `progress`.
    """
    if threads < 2 or len(items) < 2:
        for item in items:
            progress.check()
            yield function(item)
        return
    relay = Relay(progress)
    pool = make_pool(threads)
    try:
        yield from in_flight(pool, function, items, threads + 1, relay, ordered=True)
    finally:
        relay.stop()
        pool.shutdown(wait=True, cancel_futures=True)

"""Threads that do the work, while the one that called them only waits and can be cancelled."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from .progress import Progress

_POLL_SECONDS = 0.05
_STACK_BYTES = 64 * 2**20  # the compiler of the kernels recurses deeply


def make_pool(threads: int) -> ThreadPoolExecutor:
    """Return a pool whose threads have started, with a stack that the kernels' compiler needs."""
    previous = threading.stack_size(_STACK_BYTES)
    try:
        pool = ThreadPoolExecutor(threads, thread_name_prefix="stfusion")
        ready = threading.Barrier(threads)
        wait([pool.submit(ready.wait) for _ in range(threads)])  # now all threads have started
        return pool
    finally:
        threading.stack_size(previous)


def in_flight(pool: ThreadPoolExecutor, function: Callable, items: list, most: int,
              relay: Relay) -> Iterator[Any]:
    """Yield `function(item)` for all items, in the order in which they are ready.

    At most `most` are waiting or computed at a time.
    """
    remaining = iter(items)
    running: set[Future] = set()
    while True:
        for item in remaining:
            running.add(pool.submit(function, item))
            if len(running) >= most:
                break
        if not running:
            return
        done = next(completed(running, relay))
        running.remove(done)
        yield done.result()


def completed(futures: set[Future], relay: Relay) -> Iterator[Future]:
    """Yield the futures as they are done, and pass on meanwhile what has come into `relay`."""
    while True:
        done, _ = wait(futures, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        relay.deliver()
        if done:
            yield done.pop()


class Relay(Progress):
    """Takes progress from worker threads and delivers it on the thread that waits for them."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._messages: queue.SimpleQueue = queue.SimpleQueue()
        self._stopped = threading.Event()

    def deliver(self) -> None:
        """Pass on what has come; raise `Cancelled` if the user cancelled."""
        while not self._messages.empty():
            call, *values = self._messages.get()
            call(*values)
        self._progress.check()

    def stop(self) -> None:
        """Make workers end at their next check."""
        self._stopped.set()

    def is_cancelled(self) -> bool:
        return self._stopped.is_set()

    def show(self, fraction: float, text: str) -> None:
        self._messages.put((self._progress.show, fraction, text))

    def info(self, text: str) -> None:
        self._messages.put((self._progress.info, text))

    def warn(self, text: str) -> None:
        self._messages.put((self._progress.warn, text))

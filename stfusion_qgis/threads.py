"""Threads that do the work, while the one that called them only waits and can be cancelled."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from .progress import Progress
from .remedies import Remedy

T = TypeVar("T")
R = TypeVar("R")

_POLL_SECONDS = 0.05
_STACK_BYTES = 64 * 2**20  # the compiler of the kernels recurses deeply
_STACK_SIZE_LOCK = threading.Lock()  # the size holds for all threads that are started


def make_pool(threads: int) -> ThreadPoolExecutor:
    """Return a pool whose threads have started, with a stack that the kernels' compiler needs."""
    with _STACK_SIZE_LOCK:
        previous = threading.stack_size(_STACK_BYTES)
        try:
            pool = ThreadPoolExecutor(threads, thread_name_prefix="stfusion")
            ready = threading.Barrier(threads)
            wait([pool.submit(ready.wait) for _ in range(threads)])  # now all have started
            return pool
        finally:
            threading.stack_size(previous)


def in_flight(pool: Executor, function: Callable[[T], R], items: Iterable[T], most: int,
              relay: Relay, ordered: bool = False) -> Iterator[R]:
    """Yield `function(item)` for all items.

    most: how many are waiting, computed, or ready but not yet yielded at a time.
    ordered: whether they come in the order of the items; otherwise each as soon as it is ready.

    Raises:
        Cancelled: through `relay`; what has not begun is not begun any more.
    """
    remaining = iter(items)
    running: list[Future[R]] = []
    try:
        while True:
            for item in islice(remaining, most - len(running)):
                running.append(pool.submit(function, item))
            if not running:
                return
            done = next(completed(set(running[:1] if ordered else running), relay))
            running.remove(done)
            yield done.result()
    finally:
        for future in running:
            future.cancel()


def completed(futures: set[Future[R]], relay: Relay) -> Iterator[Future[R]]:
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

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self._messages.put((self._progress.warn, text, remedy))

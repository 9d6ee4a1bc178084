"""Tasks on threads of this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from ..progress import Progress
from ..threads import make_pool
from .executor import Executor, I, R


class OnThreads(Executor):
    """An executor with threads of this process; 0 for one a processor core."""

    def __init__(self, threads: int = 0):
        self._threads = threads or os.cpu_count() or 1
        self._pool = make_pool(self._threads)
        self._stopped = False
        self._progress = Progress().until(lambda: self._stopped)
        self._shared: Future[Any] = Future()

    @property
    def workers(self) -> int:
        return self._threads

    def begin(self, prepare: Callable[[Any, Progress], Any], given: Any) -> None:
        self._shared = self._pool.submit(prepare, given, self._progress)

    def ask(self, task: Callable[[Any, I, Progress], R], item: I) -> Future[R]:
        return self._pool.submit(self._asked, task, item)

    def _asked(self, task: Callable[[Any, I, Progress], R], item: I) -> R:
        return task(self._shared.result(), item, self._progress)

    def close(self) -> None:
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)

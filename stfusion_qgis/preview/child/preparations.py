"""Scenes and methods prepared for previews, and predicted tiles: kept for the next preview."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from concurrent.futures import Future

import numpy as np

from ...caches import Latest
from ...images.grid import Grid
from ...progress import PassedOnProgress, Progress
from ...threads import Relay, completed, make_pool
from ..request import Entry, Request
from .measuring.kept_statistics import KeptStatistics
from .measuring.tile_sums import TileSums
from .open_scenes import OpenScenes, Ready

KEPT_BYTES = 256 * 2**20
"""Memory for predicted tiles."""

_MEASURED_TILES = 256  # of a few hundred kilobytes each


class Preparations:
    """Scenes with the states of methods, which are prepared on threads; and predicted tiles.

    threads: that prepare and predict; 0 for one a processor core. pool: of these threads.
    scenes: that are open. tiles: the latest predicted ones, by `Ready.key` and window.
    statistics: of true images. measured: the latest measured tiles.
    """

    def __init__(self, threads: int = 0):
        self.threads = max(2, threads or os.cpu_count() or 1)
        self.pool = make_pool(self.threads)
        self.scenes = OpenScenes()
        self.tiles: Latest[tuple, np.ndarray] = Latest(KEPT_BYTES, lambda tile: tile.nbytes)
        self.statistics = KeptStatistics(self.pool, self.threads)
        self.measured: Latest[tuple, TileSums] = Latest(_MEASURED_TILES)
        self._preparing: dict[tuple, tuple[_Stoppable, Future]] = {}

    def close(self) -> None:
        """Stop all threads, and let go of all images."""
        self._stop_preparing(set())
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.scenes.close()
        self.tiles.clear()
        self.statistics.clear()
        self.measured.clear()

    def ready(self, request: Request, entry: Entry, lead: Grid, factor: int,
              relay: Relay, progress: Progress) -> Ready:
        """Return the prepared scene of an entry.

        relay: cancels the waiting. progress: of the preparing.

        Preparing goes on when the request is cancelled, as the next one mostly needs the same.
        """
        key = _key(request, entry, factor)
        if key not in self._preparing:
            stoppable = _Stoppable(progress)
            self._preparing[key] = stoppable, self.pool.submit(
                self.scenes.ready, request.inputs, entry, lead, factor, stoppable)
        stoppable, future = self._preparing[key]
        stoppable.listener = progress
        try:
            return next(completed({future}, relay)).result()
        finally:
            if future.done():
                del self._preparing[key]

    def stop_preparing_but(self, request: Request, factor: int) -> None:
        """Stop preparing what a request does not need."""
        self._stop_preparing({_key(request, entry, factor) for entry in request.entries})

    def stop_preparing(self, request: Request, entry: Entry, factor: int) -> None:
        """Stop preparing one entry."""
        self._stop_preparing(self._preparing.keys() - {_key(request, entry, factor)})

    def _stop_preparing(self, wanted: Collection[tuple]) -> None:
        for key in [key for key in self._preparing if key not in wanted]:
            stoppable, future = self._preparing.pop(key)
            stoppable.stopped.set()
            future.cancel()


def _key(request: Request, entry: Entry, factor: int) -> tuple:
    """Return the key of the preparing of an entry."""
    return request.inputs, entry.method.id, entry.parameters, factor


class _Stoppable(PassedOnProgress):
    """The progress of a preparation, which outlives the request that began it.

    Its listener is the progress of the latest request that needs it. Only `stopped` cancels it.
    """

    def __init__(self, listener: Progress):
        super().__init__(listener)
        self.stopped = threading.Event()

    def is_cancelled(self) -> bool:
        return self.stopped.is_set()

"""Makes previews: predicts what a view shows, tile by tile, and keeps what it has predicted."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future

from ..caches import Latest
from ..images.grid import Grid
from ..progress import Progress
from ..threads import Relay, completed, make_pool
from .inputs import Entry, Request
from .making import Deliver, Making
from .scenes import OpenScenes, Ready

KEPT_BYTES = 256 * 2**20
"""Memory for predicted tiles."""


class Previewer:
    """Makes one preview at a time; what it computed serves the following ones.

    threads: that predict; 0 for one a processor core.
    """

    def __init__(self, threads: int = 0):
        self.threads = max(2, threads or os.cpu_count() or 1)
        self.pool = make_pool(self.threads)
        self.scenes = OpenScenes()
        self.tiles = Latest(KEPT_BYTES, lambda tile: tile.nbytes)
        self._preparing: dict[tuple, tuple[_Stoppable, Future]] = {}

    def preview(self, request: Request, deliver: Deliver, progress: Progress) -> None:
        """Predict what the view shows; called from one thread at a time.

        deliver: gets the preview when it is complete, and before that, if it takes long, what
        there is. progress: of the whole preview.

        Raises:
            InputError: no image can be shown.
            Cancelled: through `progress`, within a fraction of a second.
        """
        Making(self, request, deliver, progress).run()

    def close(self) -> None:
        """Stop all threads, and let go of all images."""
        self._stop_preparing(set())
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.scenes.close()
        self.tiles.clear()

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

    def _stop_preparing(self, wanted: set[tuple]) -> None:
        for key in [key for key in self._preparing if key not in wanted]:
            stoppable, future = self._preparing.pop(key)
            stoppable.stopped.set()
            future.cancel()


def _key(request: Request, entry: Entry, factor: int) -> tuple:
    """Return what tells the preparing of one entry from that of others."""
    return request.inputs, entry.method.id, entry.parameters, factor


class _Stoppable(Progress):
    """Of a task that goes on from one request to the next, which listens to it then."""

    def __init__(self, listener: Progress):
        self.listener = listener
        self.stopped = threading.Event()

    def is_cancelled(self) -> bool:
        return self.stopped.is_set()

    def show(self, fraction: float, text: str) -> None:
        self.listener.show(fraction, text)

    def info(self, text: str) -> None:
        self.listener.info(text)

    def warn(self, text: str) -> None:
        self.listener.warn(text)

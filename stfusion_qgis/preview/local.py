"""Previews made on threads of this process."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterable

from ..errors import Cancelled
from ..methods.method import Method
from ..progress import Progress
from ..threads import make_pool
from .inputs import Request
from .making import Deliver
from .previewer import Previewer
from .warm_up import warm_up


class LocalPreviewer(Previewer):
    """A previewer that compiles the kernels of methods while it has nothing else to do."""

    def __init__(self, threads: int = 0):
        super().__init__(threads)
        self._warming = make_pool(1)
        self._idle, self._closing = threading.Event(), _Event()
        self._idle.set()

    def preview(self, request: Request, deliver: Deliver, progress: Progress) -> None:
        """See `Previewer.preview`."""
        self._idle.clear()
        try:
            super().preview(request, deliver, progress)
        finally:
            self._idle.set()

    def warm_up(self, methods: Iterable[Method]) -> None:
        """Begin to compile the kernels of methods, one method after the other."""
        for method in methods:
            self._warming.submit(self._warm_up, method)

    def close(self) -> None:
        """Stop all threads, and let go of all images."""
        self._closing.set()
        self._warming.shutdown(wait=True, cancel_futures=True)
        super().close()

    def _warm_up(self, method: Method) -> None:
        while not self._idle.wait(0.1):
            if self._closing.is_cancelled():
                return
        try:
            warm_up(method, self._closing)
        except Cancelled:
            pass
        except Exception:  # it is told when the method is used
            traceback.print_exc()


class _Event(Progress):
    def __init__(self):
        self._event = threading.Event()
        self.set = self._event.set

    def is_cancelled(self) -> bool:
        return self._event.is_set()

"""The previewer, which makes one preview after the other."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterable

from ...errors import Cancelled
from ...methods.method import Method
from ...progress import Progress
from ...threads import make_pool
from ..request import Request
from ..result import Deliver
from .making import Making
from .preparations import Preparations
from .warming_up import warm_up


class Previewer:
    """Makes one preview at a time; what it computed serves the following ones.

    While it has nothing else to do it compiles the kernels of methods.
    """

    def __init__(self, threads: int = 0):
        """threads: that predict; 0 for one a processor core."""
        self.preparations = Preparations(threads)
        self._warming = make_pool(1)
        self._idle, self._closing = threading.Event(), threading.Event()
        self._idle.set()

    def preview(self, request: Request, deliver: Deliver, progress: Progress) -> None:
        """Predict what the view shows; called from one thread at a time.

        deliver: gets the preview when it is complete, and before that, if it takes long, what
        there is. progress: of the whole preview.

        Raises:
            InputError: no image can be shown.
            Cancelled: through `progress`, within a fraction of a second.
        """
        self._idle.clear()
        try:
            Making(self.preparations, request, deliver, progress).run()
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
        self.preparations.close()

    def _warm_up(self, method: Method) -> None:
        while not self._idle.wait(0.1):
            if self._closing.is_set():
                return
        try:
            warm_up(method, Progress().until(self._closing.is_set))
        except Cancelled:
            pass
        except Exception:  # it is told when the method is used
            traceback.print_exc()

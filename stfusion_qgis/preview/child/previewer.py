"""The previewer, which makes one preview after the other."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Iterable
from dataclasses import replace

from ...blas_threads import one_blas_thread
from ...errors import Cancelled
from ...images.window import tiles
from ...methods.method import Method
from ...progress import Progress
from ...quality.measured_share import SCENE, VIEW, MeasuredShare
from ...threads import make_pool
from ...translation import tr
from ..measured import DeliverMeasured, Measured
from ..request import Request
from ..result import Deliver
from .making import Making
from .measuring.tile_measuring import Effort, Measuring
from .measuring.tile_order import tiles_in_order
from .place import whole_place
from .preparations import Preparations
from .warming_up import warm_up

EFFORT = Effort(preparing=20.0, seconds=8.0)
"""How long the predictions of a view may be measured that shows averaged pixels."""

_BLOCK = 512  # pixels a side of what is predicted at a time of a whole scene: whole tiles


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

    @one_blas_thread()  # as in a run, whose bits the preview has
    def preview(self, request: Request, deliver: Deliver, progress: Progress,
                measured: DeliverMeasured | None = None) -> None:
        """Predict what the view shows; called from one thread at a time.

        deliver: gets the preview when it is complete, and before that, if it takes long, what
        there is. progress: of the preview. measured: gets the quality of the predictions in
        view, at full resolution, after the preview is complete; None if nobody wants it.

        Raises:
            InputError: no image can be shown.
            Cancelled: through `progress`, within a fraction of a second.
        """
        self._idle.clear()
        try:
            making = Making(self.preparations, request, deliver, progress)
            making.run()
            if measured is not None:
                self._measure_view(making, request, measured, progress)
        finally:
            self._idle.set()

    @one_blas_thread()
    def measure_scene(self, request: Request, measured: DeliverMeasured,
                      progress: Progress) -> None:
        """Measure the predictions of the whole scene; the view does not matter.

        Raises:
            InputError: an image is missing or cannot be used.
            Cancelled: through `progress`.
        """
        self._idle.clear()
        try:
            full = whole_place(request.inputs).full
            area = full.whole()
            Measuring(self.preparations, request, full,
                      MeasuredShare(SCENE, 0, area.rows * area.columns), measured, progress).run(
                          tiles(area.rows, area.columns, _BLOCK), area)
        finally:
            self._idle.set()

    def _measure_view(self, making: Making, request: Request, measured: DeliverMeasured,
                      progress: Progress) -> None:
        place, predictions = making.place, making.predictions()
        area = place.area
        at_hand = place.factor == 1
        measuring = Measuring(
            self.preparations, replace(request, entries=tuple(
                entry for entry in request.entries if entry.key in predictions)),
            place.full, MeasuredShare(VIEW, 0, area.rows * area.columns), measured,
            Progress().until(progress.is_cancelled))
        try:
            measuring.run(tiles_in_order(area), area, None if at_hand else EFFORT,
                          predictions if at_hand else None)
        except Cancelled:
            raise
        except Exception as error:  # the preview is there all the same
            traceback.print_exc()
            measured(Measured(problem=tr("The metrics could not be computed ({error}).").format(
                error=error), complete=True))
        self.preparations.scenes.rest(making.scenes)

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

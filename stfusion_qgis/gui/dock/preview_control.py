"""The control of the preview: when one is made, and how its result is shown."""

from __future__ import annotations

import html
import math
from dataclasses import replace

from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...errors import InputError
from ...images.grid import Grid
from ...methods import all_methods
from ...preview.measured import Measured
from ...preview.request import Request
from ...preview.result import NothingToShow, Preview
from ...processing.project_layers import project_rasters
from ...translation import tr
from ..compare.comparison_widget import ComparisonWidget
from ..compare.metrics.scene_measuring import SceneMeasuring
from .inputs_panel import InputsPanel
from .method_panel import MethodPanel
from .pixel_reading import PixelReading
from .shown import images_of, remark, remark_help
from .worker import PreviewWorker

_PAUSE = 150  # milliseconds without change after which a preview begins
_LATE = 400  # milliseconds after which what is said of the preview before gives way


class PreviewControl(QObject):
    """Asks for a new preview whenever something changes, and hands it to the comparison.

    status: a line of text, its kind ("faint" or "problem"), what it means in more words, and
    whether the user should be offered to go to the images. remarked: images that cannot be
    used, warnings, and what mends both; see `InputsPanel.show_warnings`. progressed: a fraction,
    1 when all is done.
    """

    status = pyqtSignal(str, str, str, bool)
    remarked = pyqtSignal(dict, tuple, dict)
    progressed = pyqtSignal(float)

    def __init__(self, comparison: ComparisonWidget, images: InputsPanel, methods: MethodPanel,
                 parent: QObject):
        super().__init__(parent)
        self._comparison, self._images, self._methods = comparison, images, methods
        self._active = self._warm = False
        self._titles: dict[str, str] = {}
        self._asked: Request | None = None  # for what is shown or being made
        self.last: Preview | None = None
        self.worker = PreviewWorker(self)
        self.worker.delivered.connect(self._show)
        self.worker.measured.connect(comparison.metrics.show_view)
        self.worker.failed.connect(self._fail)
        self.worker.progressed.connect(self._progress)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._start)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE)
        self._late.timeout.connect(lambda: self.status.emit(_in_the_making(), "faint", "", False))
        self._scene = SceneMeasuring(self)
        self._scene.progressed.connect(comparison.tabs.show_scene_progress)
        self._scene.finished.connect(self._show_scene)
        self._scene.failed.connect(self._fail_scene)
        self._pixel = PixelReading(self)
        self._pixel.read.connect(self._show_pixel)
        comparison.pixels.moved.connect(self._read_pixel)
        comparison.tabs.scene_wanted.connect(self._measure_scene)
        comparison.moved.connect(self.renew)

    def set_active(self, active: bool) -> None:
        """Make previews from now on, or stop doing so."""
        self._active = active
        if active:
            self._warm_up()
            self.images_changed()
        else:
            self._stop()

    def images_changed(self) -> None:
        """Examine the images, then make a new preview."""
        if self._active:
            self.worker.cancel()
            self.worker.examine(self._images.inputs())
            self.renew()

    def follow_look(self) -> None:
        """Show the images as the map shows them, if that has changed."""
        if self._active:
            self._comparison.show_look_of_map(self._images.look_on_map())

    def renew(self) -> None:
        """Cancel the preview that is being made, and make a new one after a moment."""
        if self._active:
            self.worker.cancel()
            self._outdate()
            self._pause.start()

    def _outdate(self) -> None:
        """Let nothing that is shown pass for what is asked for now."""
        inputs = self._images.inputs()
        before = self._asked if self._asked is not None and self._asked.inputs == inputs else None
        shown = {entry.key: entry for entry in before.entries} if before else {}
        wanted = {key: entry for key, (entry, _) in self._methods.entries().items()}
        if shown != wanted:
            self._leave_scene()
        if before and self._comparison.has_images():
            self._comparison.outdate([key for key, entry in shown.items()
                                      if wanted.get(key) != entry])
        elif inputs.lead is not None:
            self._comparison.clear(_in_the_making())
            self.remarked.emit({}, (), {})

    def _warm_up(self) -> None:
        """Have all methods compiled, those that are to be predicted first."""
        if not self._warm:
            self._warm = True
            first = [entry.method for entry, _ in self._methods.entries().values()]
            self.worker.warm_up(dict.fromkeys([*first, *all_methods().values()]))

    def close(self) -> None:
        """End all work for good."""
        self.set_active(False)
        self._scene.close()
        self._pixel.close()
        self.worker.close()

    def _stop(self) -> None:
        self._pause.stop()
        self._late.stop()
        self.worker.cancel()
        self._pixel.let_go()
        self._comparison.set_busy(False)
        self._comparison.metrics.stop_expecting()
        self.progressed.emit(1.0)

    def _start(self) -> None:
        inputs = self._images.inputs()
        self._asked = None
        if inputs.lead is None:
            self._fail(InputError(_what_is_missing()))
            return
        entries = self._methods.entries()
        self._titles = {key: title for key, (_, title) in entries.items()}
        self._comparison.set_busy(True)
        self._late.start()
        self.progressed.emit(0.0)
        self._asked = Request(inputs, tuple(entry for entry, _ in entries.values()),
                              view_of(self._comparison.seen_canvas()))
        self.worker.preview(self._asked)

    def _progress(self, fraction: float, text: str) -> None:
        self.progressed.emit(min(fraction, 0.99))
        if text:
            self._late.stop()
            self.status.emit(text, "faint", "", False)

    def _show(self, preview: Preview) -> None:
        self.last = preview
        if preview.images:
            self._comparison.show_images(images_of(preview, self._titles), preview.ratio,
                                         self._images.look_on_map(), factor=preview.factor)
        problems = [f"{self._titles[key]}: {text}" if key in self._titles else text
                    for key, text in preview.problems.items()]
        if problems or preview.complete:
            self._late.stop()
        if problems:
            self.status.emit(" ".join(problems), "problem", "", False)
        elif preview.complete:
            self.status.emit(remark(preview), "faint", remark_help(preview), False)
        self.remarked.emit(preview.blamed, preview.warnings, preview.remedies)
        if preview.complete:
            self._comparison.set_busy(False)
            self.progressed.emit(1.0)
            self._read_pixel()

    # A single pixel

    def _read_pixel(self) -> None:
        """Read the kept pixel at full resolution, where what is shown is averaged."""
        place, shown = self._comparison.pixels.place(), self.last
        if place is not None and shown is not None and self._asked is not None \
                and shown.complete and shown.factor > 1:
            self._pixel.start(self._asked, shown, place)
        else:
            self._pixel.let_go()

    def _show_pixel(self, read: Preview, place: QgsPointXY) -> None:
        self._comparison.pixels.show_single(images_of(read, self._titles), place)

    # The whole scene

    def _measure_scene(self, wanted: bool) -> None:
        """Measure the whole scene as the user asks for, or show the metrics of the view again."""
        tabs = self._comparison.tabs
        self._leave_scene()
        if wanted and self._asked is not None:
            tabs.set_scene(True)
            tabs.show_scene_progress(0.0)
            failed = self.last.problems if self.last else {}
            self._scene.start(replace(self._asked, entries=tuple(
                entry for entry in self._asked.entries if entry.key not in failed)))

    def _show_scene(self, measured: Measured) -> None:
        self._comparison.tabs.show_scene_progress(None)
        self._comparison.metrics.show_scene(measured)

    def _fail_scene(self, message: str) -> None:
        self._leave_scene()
        if message:
            self._comparison.tabs.metrics.show_note(html.escape(message))

    def _leave_scene(self) -> None:
        """Show the metrics of the view."""
        self._scene.cancel()
        self._comparison.tabs.set_scene(False)
        self._comparison.tabs.show_scene_progress(None)
        self._comparison.metrics.show_scene(None)

    def _fail(self, error: InputError) -> None:
        self.last = None
        self._late.stop()
        elsewhere = isinstance(error, NothingToShow)
        if not elsewhere:
            self._asked = None
        self._comparison.clear(str(error))
        self._comparison.set_busy(False)
        self.progressed.emit(1.0)
        self.status.emit(str(error) if elsewhere else "", "faint", "", elsewhere)
        self.remarked.emit({error.image: str(error)} if error.image else {}, (),
                           {str(error): error.remedy} if error.remedy is not None else {})


def _in_the_making() -> str:
    return tr("The prediction is being made…")


def _what_is_missing() -> str:
    """Return what a user without any image in the form should do."""
    if project_rasters():
        return tr("Choose the images in the form: a fine image, the coarse image of its date, and "
                  "the coarse image of the date to predict. The layers that are loaded were not "
                  "recognised by their resolution and their dates.")
    return tr("Load a fine image, the coarse image of its date, and the coarse image of the date "
              "to predict. They are recognised by their resolution and their dates. Or drop a "
              "folder of downloads here: it is prepared and loaded.")


def view_of(canvas: QgsMapCanvas) -> Grid:
    """Return the view of a canvas as a grid of the screen's pixels."""
    settings = canvas.mapSettings()
    extent = settings.visibleExtent()  # of a turned map it is larger than the canvas
    pixel = settings.mapUnitsPerPixel() / canvas.devicePixelRatioF() or 1.0
    columns, rows = (max(1, math.ceil(side / pixel - 1e-6))
                     for side in (extent.width(), extent.height()))
    crs = settings.destinationCrs()
    wkt = crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL) if crs.isValid() else ""
    return Grid(wkt, extent.xMinimum(), extent.yMaximum(), pixel, pixel, rows, columns)

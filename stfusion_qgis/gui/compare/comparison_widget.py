"""The comparison of a preview's images, as the dock embeds it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from qgis.core import QgsSettings
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ...preview.measured import Measured
from ...progress import Progress
from ...translation import tr
from ..background import Background
from ..widgets.shown_file import show_file
from .bars.look_bar import LookBar
from .bars.side_chooser import SideChooser
from .canvas.preview_canvas import PreviewCanvas
from .compared.compared_images import ComparedImages
from .compared.error_maps import ERROR
from .compared.look import Look
from .compared.preview_image import PreviewImage
from .exports.exporter import Exporter
from .metrics.preview_quality import quality_of
from .pixels.pixel_picker import PixelPicker
from .quality_tabs import QualityTabs
from .sides.side import Side

_SIZES = "stfusion/compare/sizes"  # of canvas and tabs


class ComparisonWidget(QWidget):
    """Compares predictions with the other images of a preview, and with each other.

    Everything is computed in the background; what is outdated is dropped.
    """

    changed = pyqtSignal()
    """The user has chosen something that `state` returns."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._compared = ComparedImages()
        self._factor = 1
        self._view_measured: Measured | None = None
        self._scene_measured: Measured | None = None
        self._sides = Side(), Side()
        self.sides = SideChooser()
        self._canvas = PreviewCanvas()
        self.looks = LookBar()
        self.tabs = QualityTabs()
        self.pixels = PixelPicker(self._canvas, self.tabs.inspector, self)
        self._drawing = Background(self)
        self._exporter = Exporter(self)
        self._arrange()
        self._connect()
        self.clear(tr("Choose the images and a method to see a prediction here."))

    def canvas(self) -> QgsMapCanvas:
        """Return the map canvas. Its extent and CRS are the caller's to set."""
        return self._canvas

    def show_images(self, images: Sequence[PreviewImage], ratio: float | None,
                    bands_on_map: Sequence[int] = (), factor: int = 1) -> None:
        """Show the images of a preview in place of those before; its metrics follow.

        images: at least one, of the same bands, grid and size; their values must not change
            any more.
        ratio: coarse pixel size / pixel size of the images, None if unknown.
        bands_on_map: indices of the bands that the map shows as red, green and blue, so that
            the images look the same here unless the user chooses others.
        factor: pixels a side over which they are averaged.
        """
        self._factor = factor
        self._compared = ComparedImages(images, ratio)
        names = list(images[0].band_names)
        self.looks.show_bands(names, images[0].wavelengths, bands_on_map)
        self._canvas.legend.show_bands(names)
        self.sides.show_images(images, self._compared.errors)
        self.pixels.show_images(images)
        self._show()
        if self._scene_measured is None:
            self.expect_metrics()
        else:
            self._show_metrics(self._scene_measured)

    def outdate(self, keys: Collection[str] = ()) -> None:
        """Say that something else is asked for: the metrics are those of what is shown.

        keys: of the predictions that are not wanted any more as they are shown.
        """
        self.sides.mark_outdated(keys)
        self._canvas.swipe.set_titles(*self.sides.titles())
        self.expect_metrics()

    def has_images(self) -> bool:
        """Say whether images are shown."""
        return bool(self._compared.images)

    def clear(self, message: str) -> None:
        """Show a message in place of the images."""
        self._compared = ComparedImages()
        self._drawing.cancel()
        self._canvas.show_message(message)
        self.looks.show_bands()
        self.sides.show_images([], self._compared.errors)
        self.pixels.show_images([])
        self._view_measured = None
        self.tabs.set_busy(False)
        self.tabs.show_hint(tr("The metrics of predictions appear here, against the true image or, "
                               "without one, against the coarse image."))

    def take_tabs_back(self) -> None:
        """Put the tabs below the canvas again, after they were shown elsewhere."""
        if self._splitter.indexOf(self.tabs) < 0:
            self._splitter.addWidget(self.tabs)
            self._restore_sizes()
            self.tabs.show()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that a new preview is being computed."""
        self._canvas.set_busy(busy)

    def state(self) -> dict[str, Any]:
        """Return the choices of the user, as JSON can hold them."""
        left, right = self.sides.wanted()
        return {"left": left, "right": right, "bands": self.looks.wanted,
                "error_band": self._canvas.legend.wanted,
                "divider": self._canvas.swipe.position, "tab": self.tabs.currentIndex(),
                "metric": self.tabs.chart.wanted}

    def restore(self, state: dict[str, Any]) -> None:
        """Make the choices that `state` returned; a missing one is as usual."""
        self.sides.choose(state.get("left"), state.get("right"))
        self.looks.choose(state.get("bands", ""))
        self._canvas.legend.choose(state.get("error_band", ""))
        self._canvas.swipe.set_position(state.get("divider", 0.5))
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self.tabs.chart.choose(state.get("metric", "RMSE"))

    def is_working(self) -> bool:
        """Say whether images are still being drawn or metrics awaited."""
        return (self._drawing.is_active() or self._canvas.is_drawing()
                or self.tabs.is_busy())

    # Images

    def _look(self) -> Look:
        return Look(self._compared, self.looks.chosen_bands(), self._canvas.legend.band())

    def _show(self) -> None:
        """Show the images chosen for both sides, as soon as they are prepared."""
        if not self._compared.images:
            return
        look, keys, sides = self._look(), self.sides.keys(), self._sides
        titles = self.sides.titles()

        def prepare(progress: Progress) -> tuple:
            for side, key in zip(sides, keys):
                progress.check()
                side.prepare(key, look)
            _ = look.compared.limits
            if any(key.startswith(ERROR) for key in keys):
                look.ramp()
            return look, keys, titles

        self._drawing.start(prepare)

    def _take_images(self, prepared: tuple[Look, tuple[str, str], tuple[str, str]]) -> None:
        look, keys, titles = prepared
        layers = [side.take(key, look) for side, key in zip(self._sides, keys)]
        if any(key.startswith(ERROR) for key in keys):
            self._canvas.legend.show_look(look)
        else:
            self._canvas.legend.hide()
        # They may have become outdated meanwhile.
        self._canvas.swipe.set_titles(
            *(self.sides.titles() if keys == self.sides.keys() else titles))
        self._canvas.show_layers(*layers)

    # Metrics

    def expect_metrics(self) -> None:
        """Say that the metrics that are shown are outdated, and that newer ones will come."""
        self._view_measured = None
        if self._scene_measured is None:
            self.tabs.set_busy(True)
            self.tabs.set_outdated()  # one that is shown; a hint stays

    def stop_expecting(self) -> None:
        """Say that no newer metrics will come."""
        self.tabs.set_busy(False)

    def show_measured(self, measured: Measured) -> None:
        """Show the metrics of the view, unless those of the whole scene are wanted."""
        self._view_measured = measured
        if self._scene_measured is None:
            self._show_metrics(measured)

    def show_scene(self, measured: Measured | None) -> None:
        """Show the metrics of the whole scene; None for those of the view again."""
        before, self._scene_measured = self._scene_measured, measured
        if measured is not None:
            self._show_metrics(measured)
        elif before is not None and self._view_measured is not None:
            self._show_metrics(self._view_measured)
        elif before is not None:
            self.expect_metrics()

    def _show_metrics(self, measured: Measured) -> None:
        self.tabs.set_busy(not measured.complete)
        quality = quality_of(measured, self._compared.images, self._factor)
        if quality is not None:
            self.tabs.show_quality(quality)
        else:
            self.tabs.show_hint(" ".join(filter(None, [
                measured.problem, *measured.omitted.values()])))

    def _export(self, kind: str) -> None:
        if self.tabs.quality is not None:
            self._exporter.export(kind, self.tabs.quality, self._look(), self.tabs.chart.wanted)

    # Construction

    def _arrange(self) -> None:
        view = QWidget()
        upper = QVBoxLayout(view)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(4)
        upper.addWidget(self.sides)
        upper.addWidget(self._canvas, 1)
        upper.addWidget(self.looks)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(view)
        self._splitter.addWidget(self.tabs)
        self._splitter.setCollapsible(0, False)
        self._restore_sizes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def _restore_sizes(self) -> None:
        sizes = QgsSettings().value(_SIZES) or [3000, 2000]
        self._splitter.setSizes([int(size) for size in sizes])

    def _connect(self) -> None:
        for signal in (self.sides.changed, self.looks.changed, self._canvas.legend.changed,
                       self._canvas.swipe.moved, self.tabs.currentChanged,
                       self.tabs.metrics.chosen, self.tabs.chart.chosen):
            signal.connect(lambda *_: self.changed.emit())
        self._splitter.splitterMoved.connect(
            lambda *_: QgsSettings().setValue(_SIZES, self._splitter.sizes()))
        self.sides.changed.connect(self._show)
        self.looks.changed.connect(self._show)
        self._canvas.legend.changed.connect(self._show)
        self.looks.flicked.connect(self._canvas.swipe.set_flicked)
        self.pixels.picked.connect(self.tabs.show_inspector)
        self._drawing.finished.connect(self._take_images)
        self._drawing.failed.connect(self.clear)
        self.tabs.metrics.export_wanted.connect(self._export)
        self._exporter.said.connect(self.tabs.metrics.say)
        self.tabs.file_wanted.connect(
            lambda address: show_file(QUrl(address).toLocalFile(), self.window()))
        # Not a method of this object, which does not exist any more when it is called.
        sides = self._sides
        work = self._drawing, self._exporter.background

        def end() -> None:
            for background in work:
                background.close()
            for side in sides:
                side.close()

        self.destroyed.connect(end)

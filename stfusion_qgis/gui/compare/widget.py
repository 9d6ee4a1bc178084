"""The comparison of a preview's images: what the dock embeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ...progress import Progress
from ...translation import tr
from .assessing import PreviewQuality, assess_preview
from .background import Background
from .canvas import PreviewCanvas
from .exporter import Exporter
from .images import PreviewImage
from .look_bar import LookBar
from .preview import ERROR, Look, Preview
from .quality_tabs import QualityTabs
from .side import Side
from .side_chooser import SideChooser

_PAUSE = 150  # ms without a newer preview, after which metrics are computed


class ComparisonWidget(QWidget):
    """Compares predictions with the other images of a preview, and with each other.

    Everything is computed in the background; what is outdated is dropped.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._preview = Preview()
        self._kept: QgsPointXY | None = None  # the clicked point, in the images' CRS
        self._sides = Side(), Side()
        self._canvas = PreviewCanvas()
        self.sides = SideChooser()
        self.looks = LookBar()
        self.tabs = QualityTabs()
        self._drawing, self._assessing = Background(self), Background(self)
        self._exporter = Exporter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._arrange()
        self._connect()
        self.clear(tr("Choose the images and a method to see a prediction here."))

    def canvas(self) -> QgsMapCanvas:
        """Return the map canvas. Its extent and CRS are the caller's to set."""
        return self._canvas

    def show_images(self, images: Sequence[PreviewImage], ratio: float | None) -> None:
        """Show the images of a preview in place of those before.

        images: at least one, of the same bands, grid and size; their values must not change
            any more.
        ratio: coarse pixel size / pixel size of the images, None if unknown.
        """
        self._preview = Preview(images, ratio)
        names = list(images[0].band_names)
        self.looks.show_bands(names, images[0].wavelengths)
        self._canvas.legend.show_bands(names)
        self.sides.show_images(images, self._preview.errors.against is not None)
        self.tabs.inspector.show_images(images)
        self._show()
        self._mark_kept()
        self._assess()

    def clear(self, message: str) -> None:
        """Show no image, and a message that says why and what to do."""
        self._preview = Preview()
        self._drawing.cancel()
        self._canvas.show_message(message)
        self.looks.show_bands([], [])
        self.sides.show_images([], False)
        self.tabs.inspector.show_images([])
        self._stop_assessing()
        self.tabs.show_hint(tr("The metrics of predictions appear here, against the true image or, "
                               "without one, against the coarse image."))

    def set_busy(self, busy: bool) -> None:
        """Show that a new preview is being computed, or that it is not any more."""
        self._canvas.set_busy(busy)

    def state(self) -> dict[str, Any]:
        """Return what the user has chosen, as JSON can hold it."""
        left, right = self.sides.wanted()
        return {"left": left, "right": right, "bands": self.looks.wanted,
                "error_band": self._canvas.legend.wanted,
                "divider": self._canvas.swipe.position, "tab": self.tabs.currentIndex(),
                "metric": self.tabs.chart.wanted}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose again what `state` returned; what is missing in it is as usual."""
        self.sides.choose(state.get("left"), state.get("right"))
        self.looks.choose(state.get("bands", ""))
        self._canvas.legend.choose(state.get("error_band", ""))
        self._canvas.swipe.set_position(state.get("divider", 0.5))
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self.tabs.chart.choose(state.get("metric", "RMSE"))

    def is_working(self) -> bool:
        """Say whether images are still being drawn or metrics computed."""
        return (self._drawing.is_active() or self._canvas.is_drawing()
                or self._pause.isActive() or self._assessing.is_active())

    # Images

    def _look(self) -> Look:
        return Look(self._preview, self.looks.chosen_bands(), self._canvas.legend.band())

    def _show(self) -> None:
        """Show what is chosen on both sides, as soon as it is prepared."""
        if not self._preview.images:
            return
        look, keys, sides = self._look(), self.sides.keys(), self._sides
        titles = self.sides.titles()

        def prepare(progress: Progress) -> tuple:
            for side, key in zip(sides, keys):
                progress.check()
                side.prepare(key, look)
            _ = look.preview.limits
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
        self._canvas.swipe.set_titles(*titles)
        self._canvas.show_layers(*layers)

    # Metrics

    def _assess(self) -> None:
        """Compute the metrics when no newer preview has come for a moment."""
        self._assessing.cancel()
        self.tabs.set_busy(True)
        self._pause.start()

    def _start_assessing(self) -> None:
        images, ratio = self._preview.images, self._preview.ratio
        self._assessing.start(lambda progress: assess_preview(images, ratio, progress))

    def _stop_assessing(self) -> None:
        self._pause.stop()
        self._assessing.cancel()
        self.tabs.set_busy(False)

    def _take_metrics(self, quality: PreviewQuality) -> None:
        self.tabs.set_busy(False)
        self.tabs.show_quality(quality)

    def _take_message(self, message: str) -> None:
        self.tabs.set_busy(False)
        self.tabs.show_hint(message)

    def _export(self, kind: str) -> None:
        if self.tabs.quality is not None:
            self._exporter.export(kind, self.tabs.quality, self._look(), self.tabs.chart.wanted)

    # Pixels

    def _hover(self, point: QgsPointXY) -> None:
        if self._kept is None and self.tabs.inspector.isVisible():
            self._show_pixel(self._to_images(point))

    def _click(self, point: QgsPointXY) -> None:
        """Keep the pixel of a click, or let it go when it is clicked again."""
        place = self._to_images(point)
        kept = self._pixel(self._kept)
        self._kept = None if kept is not None and kept == self._pixel(place) else place
        self._mark_kept()
        if self._kept is not None:
            self.tabs.setCurrentWidget(self.tabs.inspector)

    def _step(self, rows: int, columns: int) -> None:
        """Keep the pixel so far away from the kept one, or the one in the middle."""
        if not self._preview.images:
            return
        image = self._preview.images[0]
        place = self._kept or image.extent.center()
        moved = QgsPointXY(place.x() + columns * image.pixel_width,
                           place.y() - rows * image.pixel_height)
        if self._pixel(moved) is not None:
            self._kept = moved
            self._mark_kept()

    def _mark_kept(self) -> None:
        pixel = self._pixel(self._kept)
        if pixel is None:
            self._canvas.mark.remove()
            self.tabs.inspector.show_pixel(None)
        else:
            self._canvas.mark.place(self._preview.images[0], *pixel, self._transform())
            self.tabs.inspector.show_pixel(pixel)

    def _show_pixel(self, place: QgsPointXY | None) -> None:
        pixel = self._pixel(place)
        if pixel is not None:
            self._canvas.mark.place(self._preview.images[0], *pixel, self._transform())
        else:
            self._canvas.mark.remove()
        self.tabs.inspector.show_pixel(pixel)

    def _pixel(self, place: QgsPointXY | None) -> tuple[int, int] | None:
        if place is None or not self._preview.images:
            return None
        return self._preview.images[0].pixel_at(place)

    def _transform(self, back: bool = False) -> QgsCoordinateTransform:
        """Return the way from the images' CRS to the canvas's, or the way back."""
        ends = [QgsCoordinateReferenceSystem.fromWkt(self._preview.images[0].wkt),
                self._canvas.mapSettings().destinationCrs()]
        return QgsCoordinateTransform(*(reversed(ends) if back else ends), QgsProject.instance())

    def _to_images(self, point: QgsPointXY) -> QgsPointXY | None:
        if not self._preview.images:
            return None
        try:
            return self._transform(back=True).transform(point)
        except QgsCsException:
            return None

    # Construction

    def _arrange(self) -> None:
        view = QWidget()
        upper = QVBoxLayout(view)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(4)
        upper.addWidget(self.sides)
        upper.addWidget(self._canvas, 1)
        upper.addWidget(self.looks)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(view)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        self.sides.changed.connect(self._show)
        self.looks.changed.connect(self._show)
        self._canvas.legend.changed.connect(self._show)
        self.looks.flicked.connect(self._canvas.swipe.set_flicked)
        self._canvas.hovered.connect(self._hover)
        self._canvas.clicked.connect(self._click)
        self._canvas.stepped.connect(self._step)
        self._canvas.pointer_left.connect(self._mark_kept)
        self._drawing.finished.connect(self._take_images)
        self._drawing.failed.connect(self.clear)
        self._pause.timeout.connect(self._start_assessing)
        self._assessing.finished.connect(self._take_metrics)
        self._assessing.failed.connect(self._take_message)
        self.tabs.metrics.export_wanted.connect(self._export)
        self._exporter.said.connect(self.tabs.metrics.say)
        # Not a method of this object, which does not exist any more when it is called.
        sides = self._sides
        work = self._drawing, self._assessing, self._exporter.background

        def end() -> None:
            for background in work:
                background.end()
            for side in sides:
                side.close()

        self.destroyed.connect(end)

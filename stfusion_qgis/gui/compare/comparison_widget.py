"""The comparison of a preview's images, as the dock embeds it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ...progress import Progress
from ...translation import tr
from ..background import Background
from ..widgets.shown_file import show_file
from .bars.look_bar import LookBar
from .bars.side_chooser import MAP, SideChooser
from .compared.compared_images import ComparedImages
from .compared.error_maps import ERROR
from .compared.look import Look
from .compared.preview_image import PreviewImage
from .compared.stretches import COMMON, MapLook
from .exports.exporter import Exporter
from .metrics.shown_metrics import ShownMetrics
from .overlay.preview_view import PreviewView
from .pixels.pixel_picker import PixelPicker
from .quality_tabs import QualityTabs
from .sides.side import Side
from .view_and_tabs import ViewAndTabs


class ComparisonWidget(QWidget):
    """Compares predictions with the other images of a preview, and with each other.

    Everything is computed in the background; what is outdated is dropped.

    metrics: those that the tabs show.
    """

    changed = pyqtSignal()
    """The user has chosen something that `state` returns."""

    moved = pyqtSignal()
    """Another place is to be seen, or the same one on another canvas."""

    put_on_map = pyqtSignal(bool)
    """The images are shown on the map from now on, or here again: other heights are needed."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._compared = ComparedImages()
        self._sides = Side(), Side()
        self.sides = SideChooser()
        self._view = PreviewView()
        self._canvas = self._view.own
        self.looks = LookBar()
        self.tabs = QualityTabs()
        self.metrics = ShownMetrics(self.tabs)
        self.pixels = PixelPicker(self._canvas, self.tabs.inspector, self)
        self._drawing = Background(self)
        self._exporter = Exporter(self)
        self._parts = ViewAndTabs(self.sides, self._view, self.looks, self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)
        self._connect()
        self.clear(tr("Choose the images and a method to see a prediction here."))

    def canvas(self) -> QgsMapCanvas:
        """Return the map canvas. Its extent and CRS are the caller's to set."""
        return self._canvas

    def seen_canvas(self) -> QgsMapCanvas:
        """Return the canvas on which the images are seen: that of here, or the main map."""
        return self._view.canvas()

    def offer_map(self, canvas: QgsMapCanvas) -> None:
        """Let the user see the images on a map too; `leave_map` is to be called before it goes."""
        self._view.offer_map(canvas)
        self.pixels.offer_map(canvas)
        self.looks.map_button.show()

    def is_on_map(self) -> bool:
        """Say whether the images are seen on the map instead of here."""
        return self._view.is_on_map()

    def leave_map(self) -> None:
        """Take everything off the map."""
        self.looks.map_button.setChecked(False)
        self._view.leave_map()

    def show_images(self, images: Sequence[PreviewImage], ratio: float | None,
                    on_map: MapLook | None = None, factor: int = 1) -> None:
        """Show the images of a preview in place of those before; its metrics follow.

        images: at least one, of the same bands, grid and size; their values must not change
            any more.
        ratio: coarse pixel size / pixel size of the images, None if unknown.
        on_map: the look of the fine image on the map, so that the images look the same here
            unless the user chooses otherwise.
        factor: pixels a side over which they are averaged.
        """
        self._compared = ComparedImages(images, ratio, on_map)
        names = list(images[0].band_names)
        self.looks.show_bands(names, images[0].wavelengths, on_map)
        self._canvas.legend.show_bands(names)
        self.sides.show_images(images, self._compared.errors)
        self.pixels.show_images(images, factor)
        self._show()
        self.metrics.show_images(images, factor)

    def outdate(self, keys: Collection[str] = ()) -> None:
        """Say that something else is asked for: the metrics are those of what is shown.

        keys: of the predictions that are not wanted any more as they are shown.
        """
        self.sides.mark_outdated(keys)
        self._canvas.swipe.set_titles(*self.sides.titles())
        self.metrics.expect()

    def has_images(self) -> bool:
        """Say whether images are shown."""
        return bool(self._compared.images)

    def show_look_of_map(self, on_map: MapLook) -> None:
        """Show the images as the map shows the fine one from now on, as far as that is chosen."""
        images = self._compared.images
        if images and on_map != self._compared.on_map:
            self._compared.on_map = on_map
            self.looks.show_bands(list(images[0].band_names), images[0].wavelengths, on_map)
            self._show()

    def clear(self, message: str) -> None:
        """Show a message in place of the images."""
        self._compared = ComparedImages()
        self._drawing.cancel()
        self._view.show_message(message)
        self.looks.show_bands()
        self.sides.show_images([], self._compared.errors)
        self.pixels.show_images([])
        self.metrics.clear()

    def take_tabs_back(self) -> None:
        """Put the tabs below the canvas again, after they were shown elsewhere."""
        self._parts.take_tabs_back()

    def settle_heights(self) -> None:
        """Need at once the height of what is here now; see `ViewAndTabs`."""
        self._parts.settle_heights()

    def set_busy(self, busy: bool) -> None:
        """Show or hide the bar that a new preview is being computed."""
        self._view.set_busy(busy)

    def state(self) -> dict[str, Any]:
        """Return the choices of the user, as JSON can hold them."""
        left, right = self.sides.wanted()
        return {"left": left, "right": right, "bands": self.looks.wanted,
                "stretch": self.looks.stretch.wanted,
                "error_band": self._canvas.legend.wanted,
                "divider": self._canvas.swipe.position, "tab": self.tabs.currentIndex(),
                "metric": self.tabs.chart.wanted}

    def restore(self, state: dict[str, Any]) -> None:
        """Make the choices that `state` returned; a missing one is as usual."""
        self.sides.choose(state.get("left"), state.get("right"))
        self.looks.choose(state.get("bands", ""))
        self.looks.stretch.choose(state.get("stretch", COMMON))
        self._canvas.legend.choose(state.get("error_band", ""))
        self._canvas.swipe.set_position(state.get("divider", 0.5))
        self.tabs.setCurrentIndex(state.get("tab", 0))
        self.tabs.chart.choose(state.get("metric", "RMSE"))

    def is_working(self) -> bool:
        """Say whether images are still being drawn or metrics awaited."""
        return (self._drawing.is_active() or self._view.is_drawing()
                or self.tabs.is_busy())

    # Images

    def _look(self) -> Look:
        return Look(self._compared, self.looks.chosen_bands(), self._canvas.legend.band(),
                    self.looks.stretch.kind())

    def _show(self) -> None:
        """Show the images chosen for both sides, as soon as they are prepared."""
        if not self._compared.images:
            return
        look, keys, sides = self._look(), self.sides.keys(), self._sides
        titles = self.sides.titles()

        def prepare(progress: Progress) -> tuple:
            for side, key in zip(sides, keys):
                progress.check()
                if key != MAP:
                    side.prepare(key, look)
            look.limits()
            if any(key.startswith(ERROR) for key in keys):
                look.ramp()
            return look, keys, titles

        self._drawing.start(prepare)

    def _take_images(self, prepared: tuple[Look, tuple[str, str], tuple[str, str]]) -> None:
        look, keys, titles = prepared
        layers = [None if key == MAP else side.take(key, look)
                  for side, key in zip(self._sides, keys)]
        if any(key.startswith(ERROR) for key in keys):
            self._canvas.legend.show_look(look)
        else:
            self._canvas.legend.hide()
        # They may have become outdated meanwhile.
        self._canvas.swipe.set_titles(
            *(self.sides.titles() if keys == self.sides.keys() else titles))
        self._view.show_layers(*layers)

    def _put_on_map(self, on_map: bool) -> None:
        self._view.set_on_map(on_map)
        self.sides.set_on_map(on_map)
        self._parts.restore_sizes()
        self._show()
        self.put_on_map.emit(on_map)

    def _export(self, kind: str) -> None:
        if self.tabs.quality is not None:
            self._exporter.export(kind, self.tabs.quality, self._look(), self.tabs.chart.wanted)

    def _connect(self) -> None:
        for signal in (self.sides.changed, self.looks.changed, self._canvas.legend.changed,
                       self._canvas.swipe.moved, self.tabs.currentChanged,
                       self.tabs.metrics.chosen, self.tabs.chart.chosen):
            signal.connect(lambda *_: self.changed.emit())
        self.sides.changed.connect(self._show)
        self.looks.changed.connect(self._show)
        self._canvas.legend.changed.connect(self._show)
        self.looks.flicked.connect(self._canvas.swipe.set_flicked)
        self.looks.put_on_map.connect(self._put_on_map)
        self._view.moved.connect(self.moved)
        self._view.covered.connect(self.pixels.set_on_map)
        self._view.heightened.connect(lambda: self.put_on_map.emit(self.is_on_map()))
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

"""The row of one image in the dock: its layer, its mask, facts and problems."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QMimeData, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtWidgets import (
    QGridLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from ...errors import InputError
from ...images.checks import RESAMPLED
from ...images.source import Source, short_name
from ...preview.examine import Finding
from ...processing.layer_dates import fix_date
from ...processing.layer_sources import source_of
from ...processing.project_layers import layer_of, project_rasters
from ...products.recognising import is_product_name
from ...remedies import Remedy
from ...translation import tr
from ..widgets.tinted_label import TintedLabel
from .mask_button import MaskButton
from .row_menu import RowMenu
from .wording import image_summary


class ImageRow(QWidget):
    """A layer to choose, with a mask if wanted.

    changed: another layer or mask. picked: the user has chosen a layer. remedy_wanted: the
    `Remedy` of a remark or problem.
    decided: whether the user has chosen the layer; it is not guessed any more then.
    filters, providers: of the layers that can be chosen.
    """

    changed = pyqtSignal()
    picked = pyqtSignal()
    remedy_wanted = pyqtSignal(object)
    filters = QgsMapLayerProxyModel.Filter.RasterLayer
    providers: tuple[str, ...] = ("gdal",)

    def __init__(self, label: str, help: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.decided = False
        self._setting = False
        self._layer_id = ""  # the combo forgets it silently when its layer goes
        self._finding: Finding | None = None
        self._settings: Source | None = None  # what is set in the layer, as of the last look
        self._ratio: float | None = None
        self.combo = QgsMapLayerComboBox(self)
        self.combo.setFilters(self.filters)
        self.combo.setExcludedProviders([
            name for name in QgsProviderRegistry.instance().providerList()
            if name not in self.providers])
        self.combo.setAllowEmptyLayer(True, tr("(none)"))
        self.combo.setLayer(None)
        self.combo.setToolTip(help)
        self.combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.combo.layerChanged.connect(self._layer_changed)
        self.combo.activated.connect(self._decide)
        self._label = QLabel(label, self)
        self._label.setBuddy(self.combo)
        self._info = TintedLabel(self)
        self._info.line_chosen.connect(self._ask_for_remedy)
        self._mask = MaskButton(self)
        self._mask.changed.connect(self.changed)
        self.menu = RowMenu(self)
        self.menu.file_chosen.connect(self.open_file)
        self.menu.date_chosen.connect(self.set_date)
        self.setAcceptDrops(True)
        QgsProject.instance().layersRemoved.connect(self._layers_removed)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(1)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self.combo, 0, 1)
        layout.addWidget(self._mask, 0, 2)
        layout.addWidget(self.menu, 0, 3)
        layout.addWidget(self._info, 1, 1, 1, 3)
        layout.setColumnStretch(1, 1)

    # What is chosen

    def layer(self) -> QgsRasterLayer | None:
        """Return the chosen layer."""
        return self.found_layer(self._layer_id)

    def found_layer(self, identifier: str | None) -> QgsRasterLayer | None:
        """Return the layer of an id, None if there is none any more that can be chosen here."""
        return layer_of(identifier)

    def shown_layer(self) -> QgsRasterLayer | None:
        """Return the chosen layer, None if the row is not shown."""
        return None if self.isHidden() else self.layer()

    def layer_id(self) -> str:
        """Return the id of the chosen layer, "" for none."""
        layer = self.layer()
        return layer.id() if layer is not None else ""

    def set_layer(self, layer: QgsRasterLayer | None, decided: bool | None = None) -> None:
        """Choose a layer; `decided`: whether it counts as the user's choice from now on."""
        if decided is not None:
            self.decided = decided
        before, self._layer_id = self._layer_id, layer.id() if layer is not None else ""
        self._setting = True
        self.combo.setLayer(layer)
        self._setting = False
        if self._layer_id != before:
            self._watch(before)
            self._show_change()

    def open_file(self, path: str) -> None:
        """Load a file into the project, unless it is there already, and choose it."""
        layer = self._opened_file(path)
        if layer is None:
            self.show_finding(None)
            self._info.show_lines([("problem", tr(
                "{file} is no image that can be used. If it holds several images, load one of "
                "them with QGIS.").format(file=short_name(path)))])
            return
        self.set_layer(layer, decided=True)
        self.picked.emit()

    def _opened_file(self, path: str) -> QgsRasterLayer | None:
        """Return the layer of a file, which is in the project then; None if it is no image."""
        known = next((layer for layer in project_rasters() if layer.source() == path), None)
        if known is not None:
            return known
        layer = QgsRasterLayer(path, os.path.splitext(short_name(path))[0])
        return QgsProject.instance().addMapLayer(layer) if layer.isValid() else None

    def set_date(self, date: datetime.date | None) -> None:
        """Set the date of the layer; None for that of the file or its name."""
        layer = self.layer()
        if layer is not None:
            fix_date(layer, date)
            QgsProject.instance().setDirty(True)
            layer.triggerRepaint()  # every row of the layer looks at it then

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_file(_dropped(event.mimeData()))

    def mask(self) -> QgsRasterLayer | None:
        """Return the layer of the mask."""
        return self._mask.mask()

    def set_mask(self, layer: QgsRasterLayer | None) -> None:
        """Use a layer as the mask of the image; None for no mask."""
        self._mask.set_mask(layer)

    def source(self) -> Source | None:
        """Return the image for the core, None without one that is read from a file."""
        layer = self.layer()
        if layer is None:
            return None
        try:
            return source_of(layer, self.mask())
        except InputError as error:
            self.show_finding(Finding(problem=str(error)))
            return None

    def set_align(self, width: int) -> None:
        """Give the label a width that rows below each other share."""
        self._label.setMinimumWidth(width)

    def label_width(self) -> int:
        """Return the width that the label needs."""
        return self._label.sizeHint().width()

    # What is known of it

    def show_finding(self, finding: Finding | None, ratio: float | None = None) -> None:
        """Show facts and problems of the image, None for none; ratio: see `image_summary`."""
        self._finding, self._ratio = finding, ratio
        lines = [] if finding is None or self.layer() is None else [
            ("faint", image_summary(finding, ratio)), ("problem", finding.problem),
            *(("remark", text) for text in finding.remarks)]
        self._info.show_lines(lines, links={} if finding is None else {
            text: remedy.label for text, remedy in finding.remedies.items()})

    def blame(self, problem: str, remedy: Remedy | None = None) -> None:
        """Show a problem of the image that only came up when its pixels were read."""
        if self._finding is not None and not self._finding.problem:
            remedies = {**self._finding.remedies, **({} if remedy is None else {problem: remedy})}
            self.show_finding(replace(self._finding, problem=problem, remedies=remedies),
                              self._ratio)

    def _ask_for_remedy(self, text: str) -> None:
        if self._finding is not None and text in self._finding.remedies:
            self.remedy_wanted.emit(self._finding.remedies[text])

    def problem(self) -> str:
        """Return why the image cannot be used, "" if it can."""
        return "" if self._finding is None else self._finding.problem

    def is_resampled(self) -> bool:
        """Say whether it is a coarse image of fine pixels, as far as it is known."""
        ratio = None if self._finding is None else self._finding.ratio
        return ratio is not None and ratio < RESAMPLED

    def has_problem(self) -> bool:
        """Say whether the image cannot be used."""
        return bool(self.problem())

    def text(self) -> str:
        """Return the text below the layer."""
        return "\n".join(text for _, text in self._info.lines())

    def _decide(self) -> None:
        self.decided = True
        self.picked.emit()

    def _layer_changed(self, layer: QgsMapLayer | None) -> None:
        identifier = layer.id() if layer is not None else ""
        if not self._setting and identifier != self._layer_id:
            before, self._layer_id = self._layer_id, identifier
            self._watch(before)
            self._show_change()

    def _watch(self, before: str) -> None:
        """Follow changes of the layer's file, and no more those of the layer before."""
        old, new = self.found_layer(before), self.found_layer(self._layer_id)
        if old is not None:
            old.dataSourceChanged.disconnect(self._show_change)
            old.crsChanged.disconnect(self._look_at_settings)
            old.repaintRequested.disconnect(self._look_at_settings)
        if new is not None:
            new.dataSourceChanged.connect(self._show_change)
            # QGIS tells of another CRS, but of other nodata values only by drawing anew.
            new.crsChanged.connect(self._look_at_settings)
            new.repaintRequested.connect(self._look_at_settings)
            self._settings = self._settings_of(new)

    def _look_at_settings(self) -> None:
        layer = self.layer()
        if layer is not None and (found := self._settings_of(layer)) != self._settings:
            self._settings = found
            self._show_change()

    def _settings_of(self, layer: QgsRasterLayer) -> Source | None:
        """Return the image of a layer with all that is set in it, None if it cannot be used."""
        try:
            return source_of(layer)
        except InputError:
            return None

    def _layers_removed(self, identifiers: list[str]) -> None:
        if self._layer_id in identifiers:
            self.set_layer(None, decided=False)
        elif self.combo.currentLayer() is not self.layer():
            self.set_layer(self.layer())

    def _show_change(self) -> None:
        self.show_finding(None)
        self._show_mask()
        self.changed.emit()

    def _show_mask(self) -> None:
        self._mask.show_image(self.layer())
        self.menu.show_layer(self.layer())


def _dropped(data: QMimeData) -> str:
    """Return the path of the only image that is dropped, "" for anything else.

    Folders, archives and containers of products are for the whole dock.
    """
    paths = [url.toLocalFile() for url in data.urls()]
    if len(paths) != 1 or os.path.isdir(paths[0]):
        return ""
    name = os.path.basename(paths[0])
    is_image = name.lower().endswith((".tif", ".tiff")) or not is_product_name(name)
    return paths[0] if is_image else ""

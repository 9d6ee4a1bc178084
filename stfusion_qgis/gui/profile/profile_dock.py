"""The panel of profiles: a place on the map, and its values over time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsSettings,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface, QgsDockWidget, QgsMapTool
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...errors import InputError
from ...season.profile_over_time import Profile
from ...season.profiled_place import ProfiledPlace, line_points
from ...translation import tr
from ...whole_files import write_text
from ..background import Background
from ..theme import palette_of
from ..widgets.busy_bar import BusyBar
from ..widgets.hint import Hint
from ..widgets.tinted_label import TintedLabel
from .dated_layers import profiled_images
from .place_tool import LINE, POINT, POLYGON, PlaceTool
from .profile_chart import ProfileChart
from .profile_series import lines_along, lines_over_time

OBJECT_NAME = "StfusionProfile"

_FOLDER = "stfusion/profile/folder"  # where the user saved last
_POINTS = 400  # along a line, at the most


class ProfileDock(QgsDockWidget):
    """Values over time at a point or as the mean of a polygon, and of one date along a line."""

    def __init__(self, iface: QgisInterface):  # noqa: QGS105 (it is given by its part)
        super().__init__(tr("STFusion: profile over time"), iface.mainWindow())
        self.setObjectName(OBJECT_NAME)
        self._iface = iface
        self.profile: Profile | None = None
        self._place: ProfiledPlace | None = None
        self._unit = ""
        self.tool = PlaceTool(iface.mapCanvas())
        self.tool.chosen.connect(self._choose)
        self.buttons = {
            POINT: self._kind_button(POINT, "/mActionCapturePoint.svg", tr(
                "Click a point on the map")),
            POLYGON: self._kind_button(POLYGON, "/mActionCapturePolygon.svg", tr(
                "Draw a polygon on the map, a right click ends it: the mean of its pixels")),
            LINE: self._kind_button(LINE, "/mActionCaptureLine.svg", tr(
                "Draw a line on the map, a right click ends it: the values along it, of one date"))}
        self.selected_button = self._button("/mActionSelectRectangle.svg", tr(
            "The mean of the selected polygons of the active layer"), self.take_selection)
        self.bands = QComboBox(self)
        self.bands.setToolTip(tr("The band that is drawn"))
        self.dates = QComboBox(self)
        self.dates.setToolTip(tr("The date whose images are drawn along the line"))
        self.save_button = self._button("/mActionFileSave.svg", tr(
            "Save all values of the profile as CSV"), self._ask_and_save)
        self.chart = ProfileChart()
        self._hint = Hint()
        self._remark = TintedLabel(self)
        self._background = Background(self)
        self._background.finished.connect(self.show_profile)
        self._background.failed.connect(self._fail)
        self.bands.currentIndexChanged.connect(lambda: self._draw())
        self.dates.currentIndexChanged.connect(lambda: self._draw())
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(400)
        self._again.timeout.connect(self.renew)
        project = QgsProject.instance()
        project.layersAdded.connect(self._again.start)
        project.layersRemoved.connect(self._again.start)
        project.cleared.connect(self._forget)
        iface.mapCanvas().mapToolSet.connect(self._show_tool)
        self.visibilityChanged.connect(self._visibility_changed)
        self.setWidget(self._laid_out())
        self._busy = BusyBar(self.widget())
        self._forget()

    def _laid_out(self) -> QWidget:
        whole, stack = QWidget(), QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self.chart)
        line = QHBoxLayout()
        for button in (*self.buttons.values(), self.selected_button):
            line.addWidget(button)
        line.addSpacing(8)
        line.addWidget(self.bands)
        line.addWidget(self.dates)
        line.addStretch(1)
        line.addWidget(self.save_button)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(4, 2, 4, 4)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(stack, 1)
        layout.addWidget(self._remark)
        return whole

    def _button(self, icon: str, help: str, done: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(help)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: done())
        return button

    def _kind_button(self, kind: str, icon: str, help: str) -> QToolButton:
        button = self._button(icon, help, partial(self.begin, kind))
        button.setCheckable(True)
        return button

    # The place

    def begin(self, kind: str) -> None:
        """Let the user choose a place on the map."""
        self.tool.begin(kind)
        self._iface.mapCanvas().setMapTool(self.tool)
        self._show_tool()

    def take_selection(self) -> None:
        """Take the selected polygons of the active layer for the place."""
        layer = self._iface.activeLayer()
        polygons = layer.selectedFeatures() if isinstance(layer, QgsVectorLayer) and \
            layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry else []
        if not polygons:
            self._say("remark", tr("Select polygons of a vector layer first, and make it the "
                                   "active layer."))
            return
        together = QgsGeometry.unaryUnion([feature.geometry() for feature in polygons])
        self.show_place(ProfiledPlace(_wkt(layer.crs()), area=together.asWkt()))
        self.tool.show_place(None)

    def _choose(self, corners: list[QgsPointXY]) -> None:
        canvas = self._iface.mapCanvas()
        wkt = _wkt(canvas.mapSettings().destinationCrs())
        points = [(corner.x(), corner.y()) for corner in corners]
        self._unit = QgsUnitTypes.toAbbreviatedString(canvas.mapSettings().mapUnits())
        if self.tool.kind == POINT:
            self.tool.show_place(QgsGeometry.fromPointXY(corners[0]))
            self.show_place(ProfiledPlace(wkt, (points[0],)))
        elif self.tool.kind == LINE:
            geometry = QgsGeometry.fromPolylineXY(corners)
            self.tool.show_place(geometry)
            step = geometry.length() / _POINTS
            self.show_place(ProfiledPlace(wkt, line_points(points, step)))
        else:
            geometry = QgsGeometry.fromPolygonXY([corners])
            self.tool.show_place(geometry)
            self.show_place(ProfiledPlace(wkt, area=geometry.asWkt()))

    def show_place(self, place: ProfiledPlace) -> None:
        """Read the values of a place, and show them."""
        self._place = place
        self.renew()

    def renew(self) -> None:
        """Read the values of the place anew, as layers may have come or gone."""
        if self._place is None or not self.isVisible():
            return
        images, place = profiled_images(), self._place
        if not images:
            self._fail(tr("No layer of the project has a date. Load fine and coarse images; dates "
                          "are taken from names and metadata, or set in the dock."))
            return
        self._busy.set_active(True)
        self._background.start(lambda progress: Profile.read(place, images, progress))

    # The profile

    def show_profile(self, profile: Profile) -> None:
        """Show a profile that has been read."""
        self._busy.set_active(False)
        self.profile = profile
        self.save_button.setEnabled(bool(profile.readings))
        if not profile.readings:
            self._fail(tr("No image with a date has a value there."))
            return
        _fill(self.bands, profile.band_names)
        days = sorted({str(reading.image.date) for reading in profile.readings})
        _fill(self.dates, days, _richest(profile))
        self.dates.setVisible(self._is_line())
        self._say("remark", " ".join(profile.problems[:2]))
        self._stack.setCurrentIndex(1)
        self._draw()

    def _is_line(self) -> bool:
        return self.profile is not None and len(self.profile.place.points) > 1

    def _draw(self) -> None:
        if self.profile is None:
            return
        band, palette = max(0, self.bands.currentIndex()), palette_of(self.chart)
        lines = lines_along(self.profile, band, self.dates.currentText(), palette) \
            if self._is_line() else lines_over_time(self.profile, band, palette)
        self.chart.show_lines(lines, not self._is_line(), self._unit)

    def _fail(self, message: str) -> None:
        self._busy.set_active(False)
        self._hint.set_text(message)
        self._stack.setCurrentIndex(0)

    def _say(self, kind: str, text: str) -> None:
        self._remark.show_lines([(kind, text)])

    def _forget(self) -> None:
        """Show no place any more."""
        self._place = self.profile = None
        self._background.cancel()
        self.tool.show_place(None)
        self.save_button.setEnabled(False)
        self.dates.hide()
        self._say("remark", "")
        self._hint.set_text(tr(
            "Choose a point, a polygon or a line with the buttons above, then click on the map: "
            "the values of all images with a date appear here, fine, coarse and predicted."))
        self._stack.setCurrentIndex(0)

    def _show_tool(self, *tools: QgsMapTool) -> None:
        """Press the button of the kind of place that the map tool chooses, if it is this one."""
        active = self._iface.mapCanvas().mapTool() is self.tool
        for kind, button in self.buttons.items():
            button.setChecked(active and kind == self.tool.kind)

    def _visibility_changed(self, visible: bool) -> None:
        if visible:
            self.renew()
        else:
            self._iface.mapCanvas().unsetMapTool(self.tool)

    # Saving

    def _ask_and_save(self) -> None:
        settings = QgsSettings()
        start = os.path.join(settings.value(_FOLDER, os.path.expanduser("~"), type=str),
                             "profile.csv")
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the profile"), start, tr("Table (*.csv)"))
        if path:
            settings.setValue(_FOLDER, os.path.dirname(path))  # noqa: QGS202 (no raster is meant)
            self.save(path if path.lower().endswith(".csv") else f"{path}.csv")

    def save(self, path: str) -> None:
        """Write the profile as CSV."""
        if self.profile is None:
            return
        try:
            write_text(path, self.profile.to_csv())
        except InputError as error:
            self._say("problem", str(error))
            return
        self._say("faint", tr("Saved: {file}").format(file=path))

    def close_for_good(self) -> None:
        """End all work, before the panel is deleted."""
        project = QgsProject.instance()
        for signal, slot in ((project.layersAdded, self._again.start),
                             (project.layersRemoved, self._again.start),
                             (project.cleared, self._forget)):
            signal.disconnect(slot)
        self._iface.mapCanvas().mapToolSet.disconnect(self._show_tool)
        self.visibilityChanged.disconnect(self._visibility_changed)
        self._again.stop()
        self._background.close()
        self.tool.remove()


def _richest(profile: Profile) -> str:
    """Return the date of which there are most images, the latest of equals."""
    dates = [str(reading.image.date) for reading in profile.readings]
    return max(dates, key=lambda date: (dates.count(date), date))


def _fill(box: QComboBox, texts: Iterable[str], usual: str = "") -> None:
    """Offer texts, and keep the one that is chosen if it is among them."""
    chosen = box.currentText() or usual
    before = box.blockSignals(True)
    box.clear()
    box.addItems(list(texts))
    box.setCurrentIndex(max(0, box.findText(chosen)))
    box.blockSignals(before)


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    return crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL)

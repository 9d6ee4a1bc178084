"""The panel of profiles: a place on the map, and its values over time."""

from __future__ import annotations

import os
from collections.abc import Iterable

from qgis.core import (
    QgsProject,
    QgsSettings,
)
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ...errors import InputError
from ...progress import Progress
from ...season.image_kinds import ProfiledImage
from ...season.profile_over_time import Profile
from ...season.profile_units import ProfileUnits
from ...season.profiled_place import ProfiledPlace
from ...translation import tr
from ...whole_files import write_text
from ..background import Background
from ..theme import palette_of
from ..widgets.busy_bar import BusyBar
from ..widgets.hint import Hint
from ..widgets.tinted_label import TintedLabel
from .dated_layers import profiled_images
from .place_bar import PlaceBar, icon_button
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
        self.profile: Profile | None = None
        self._place: ProfiledPlace | None = None
        self._units: tuple[list[ProfiledImage], ProfileUnits] | None = None
        self.places = PlaceBar(iface, self)
        self.places.chosen.connect(self.show_place)
        self.places.refused.connect(lambda reason: self._say("remark", reason))
        self.bands = QComboBox(self)
        self.bands.setToolTip(tr("The band that is drawn"))
        self.dates = QComboBox(self)
        self.dates.setToolTip(tr("The date whose images are drawn along the line"))
        self.save_button = icon_button("/mActionFileSave.svg", tr(
            "Save all values of the profile as CSV"), self)
        self.save_button.clicked.connect(lambda: self._ask_and_save())
        self.chart = ProfileChart()
        self._hint = Hint()
        self._remark = TintedLabel(self)
        self._background = Background(self)
        self._background.finished.connect(self._show_read)
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
        line.addWidget(self.places)
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
        known = self._units if self._units and self._units[0] == images else None

        def read(progress: Progress) -> tuple[Profile, list[ProfiledImage], ProfileUnits]:
            units = known[1] if known else ProfileUnits.of(images, progress)
            return Profile.read(place, images, units, progress), images, units

        self._background.start(read)

    # The profile

    def _show_read(self, found: tuple[Profile, list[ProfiledImage], ProfileUnits]) -> None:
        """Show a profile, and keep the units of its images: other places need them too."""
        profile, images, units = found
        self._units = images, units
        self.show_profile(profile)

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
        told = [("remark", " ".join(profile.problems[:2]))]
        told += [("faint", text) for text in (self._units[1].remarks if self._units else ())]
        self._remark.show_lines(told)
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
        self.chart.show_lines(lines, not self._is_line(), self.places.unit)

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
        self.places.forget()
        self.save_button.setEnabled(False)
        self.dates.hide()
        self._say("remark", "")
        self._hint.set_text(tr(
            "Choose a point, a polygon or a line with the buttons above, then click on the map: "
            "the values of all images with a date appear here, fine, coarse and predicted."))
        self._stack.setCurrentIndex(0)

    def _visibility_changed(self, visible: bool) -> None:
        if visible:
            self.renew()
        else:
            self.places.leave_map()

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
        self.visibilityChanged.disconnect(self._visibility_changed)
        self._again.stop()
        self._background.close()
        self.places.close_for_good()


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

"""The quality of one layer: its record, its error, and the measuring of it."""

from __future__ import annotations

import datetime
from enum import Enum

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...images.local_files import has_gone, is_plain_image
from ...images.provenance import Provenance
from ...images.source import Source
from ...quality.assessment import Assessment
from ...quality.counterparts import Counterparts
from ...quality.record import Record


class Activity(Enum):
    """The state of the measuring of a layer."""

    NONE = "none"
    WAITING = "waiting"
    MEASURING = "measuring"


class LayerQuality(QObject):
    """The quality of one raster layer; widgets, indicators and tasks share it.

    layer: on the thread of the user interface only. source: what the core opens.
    made: how the prediction was made; None if it is none.
    record: what was measured, or None. chosen: what to measure it against from now on, or None
    for the same as before. outdated: roles of the files that have changed since.
    gone: whether the layer's file is not there any more.
    error: why it could not be measured, "" if it could.
    saved_beside: whether the record was written beside the file.
    """

    changed = pyqtSignal()
    """Something of it is another."""

    def __init__(self, layer: QgsRasterLayer, source: Source, made: Provenance | None,
                 record: Record | None):
        super().__init__()
        self.layer, self.source, self.made, self.record = layer, source, made, record
        self.layer_id = layer.id()
        self.chosen: Counterparts | None = None
        self.activity, self.fraction, self.error = Activity.NONE, 0.0, ""
        self.outdated: list[str] = []
        self.gone = has_gone(source.path, source.path)
        self.saved_beside = True
        self._looked_at: tuple[str, ...] = ()
        self._elsewhere = ""

    @property
    def date(self) -> datetime.date | None:
        """Return the date of the image, None if unknown."""
        return self.source.date or (self.made.date if self.made is not None else None)

    @property
    def is_measured(self) -> bool:
        """Say whether there are values to show."""
        return self.assessment is not None

    @property
    def can_be_reported(self) -> bool:
        """Say whether there are values, and the images that a report shows."""
        return self.is_measured and not self.gone

    @property
    def assessment(self) -> Assessment | None:
        """Return the values that were measured, None if there are none."""
        return self.record.assessment if self.record is not None else None

    @property
    def counterparts(self) -> Counterparts:
        """Return the images to compare the layer with: as chosen, or as the prediction tells."""
        if self.chosen is not None:
            return self.chosen
        if self.record is not None:
            return self.record.counterparts
        if self.made is not None:
            return Counterparts.of(self.made, self.source.path)
        return Counterparts()

    def may_be_measured_unasked(self) -> bool:
        """Say whether there are images to compare with, all of them plain files at hand.

        The names of others come out of the file, whose author could let QGIS ask any server.
        """
        return bool(self.counterparts.images) and not self.image_elsewhere()

    def image_elsewhere(self) -> str:
        """Return the path of an image to compare with that is no plain file at hand, "" if none."""
        images = tuple(self.counterparts.images.values())
        if images != self._looked_at:
            self._looked_at = images
            self._elsewhere = next((path for path in images if not (
                is_plain_image(path, self.source.path) or has_gone(path, self.source.path))), "")
        return self._elsewhere

    def set_activity(self, activity: Activity, fraction: float = 0.0) -> None:
        """Set the state of the measuring, and the fraction of it that is done (0 to 1)."""
        self.activity, self.fraction = activity, fraction
        self.changed.emit()

    def set_record(self, record: Record, saved_beside: bool) -> None:
        """Take a new measurement."""
        self.record, self.saved_beside, self.chosen = record, saved_beside, None
        self.error, self.outdated = "", []
        self.set_activity(Activity.NONE)

    def set_error(self, message: str) -> None:
        """Set the reason why it could not be measured; earlier values stay."""
        self.error = message
        self.set_activity(Activity.NONE)

    def set_gone(self, gone: bool) -> None:
        """Set whether the layer's file is not there any more."""
        if gone != self.gone:
            self.gone = gone
            self.changed.emit()

    def set_outdated(self, roles: list[str]) -> None:
        """Set the roles of the files that have changed since it was measured."""
        if roles != self.outdated:
            self.outdated = roles
            self.changed.emit()

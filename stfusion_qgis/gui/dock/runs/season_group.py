"""The results of several dates as a group of layers that follow each other in time."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsDateTimeRange,
    QgsInterval,
    QgsLayerTreeGroup,
    QgsProject,
    QgsRasterLayer,
    QgsUnitTypes,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip

from ....processing.layer_dates import fix_days, fixed_date, last_days
from ....processing.layer_groups import move_to_group


class SeasonGroup:
    """A group on top of the layer tree, into which layers of the project are moved."""

    def __init__(self, name: str):
        self._name = name
        self._group: QgsLayerTreeGroup | None = None

    def add(self, layer: QgsRasterLayer) -> None:
        """Move a layer to the end of the group, which is made for the first one."""
        root = QgsProject.instance().layerTreeRoot()
        if self._group is None or sip.isdeleted(self._group):  # somebody may have removed it
            self._group = root.insertGroup(0, self._name)
        move_to_group(layer, root, self._group)


def follow_each_other(layers: Sequence[QgsRasterLayer]) -> None:
    """Let each layer last until the date of the next one, the last one as long as the one before.

    layers: in the order of time; those without a date are left as they are.
    """
    dated = [(layer, date) for layer in layers if (date := fixed_date(layer)) is not None]
    dates = sorted({date for _, date in dated})
    lasts = dict(zip(dates, last_days(dates)))
    for layer, date in dated:
        fix_days(layer, date, lasts[date])


def play_in_time(canvas: QgsMapCanvas, layers: Sequence[QgsRasterLayer]) -> None:
    """Set QGIS's temporal controller to layers that follow each other, a frame each."""
    ranges = sorted((properties.fixedTemporalRange() for layer in layers
                     if (properties := layer.temporalProperties()).isActive()),
                    key=lambda each: each.begin())
    controller = canvas.temporalController()
    if not ranges or controller is None:
        return
    whole = QgsDateTimeRange(ranges[0].begin(), ranges[-1].end())
    QgsProject.instance().timeSettings().setTemporalRange(whole)
    controller.setNavigationMode(controller.NavigationMode.Animated)
    controller.setTemporalExtents(whole)
    controller.setAvailableTemporalRanges(ranges)
    controller.setFrameDuration(QgsInterval(1, QgsUnitTypes.TemporalUnit.TemporalIrregularStep))
    controller.rewindToStart()

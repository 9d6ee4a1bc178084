"""The results of several dates as a group of layers that follow each other in time."""

from __future__ import annotations

import datetime
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
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ....processing.layer_sources import fixed_date


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
        node = root.findLayer(layer.id())
        if node is None:
            self._group.addLayer(layer)
        else:
            self._group.addChildNode(node.clone())
            node.parent().removeChildNode(node)


def follow_each_other(layers: Sequence[QgsRasterLayer]) -> None:
    """Let each layer last until the date of the next one, the last one as long as the one before.

    layers: in the order of time; those without a date are left as they are.
    """
    dated = [(layer, date) for layer in layers if (date := fixed_date(layer)) is not None]
    dates = sorted({date for _, date in dated})
    for layer, date in dated:
        later = [other for other in dates if other > date]
        last = later[0] - datetime.timedelta(1) if later else \
            date + datetime.timedelta((dates[-1] - dates[-2]).days - 1 if len(dates) > 1 else 0)
        layer.temporalProperties().setFixedTemporalRange(
            QgsDateTimeRange(_moment(date, 0), _moment(last, 24)))
        layer.temporalProperties().setIsActive(True)


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


def _moment(date: datetime.date, hour: int) -> QDateTime:
    """Return the first (hour 0) or the last (hour 24) moment of a day."""
    time = QTime(0, 0) if hour == 0 else QTime(23, 59, 59)
    return QDateTime(QDate(date.year, date.month, date.day), time)

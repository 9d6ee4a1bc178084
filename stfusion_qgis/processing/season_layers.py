"""The results of a season as layers: a group, each date lasting until the next one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsDateTimeRange,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from qgis.PyQt.QtGui import QColor

from ..season.season_files import DateFiles
from ..season.smoothing.states import COLOURS, TITLES
from ..translation import tr


class SeasonStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded date its range of time, and the look of the fine images or of states."""

    def __init__(self, first: datetime.date, last: datetime.date,
                 renderer: QgsRasterRenderer | None):
        """Take a look; without one the layer gets the palette of states."""
        super().__init__()
        self._first, self._last, self._renderer = first, last, renderer

    def postProcessLayer(self, layer: QgsRasterLayer, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        layer.setRenderer(self._renderer.clone() if self._renderer is not None
                          else states_renderer(layer))
        properties = layer.temporalProperties()
        properties.setFixedTemporalRange(QgsDateTimeRange(
            QDateTime(_day(self._first), QTime(0, 0)), QDateTime(_day(self._last),
                                                                QTime(23, 59, 59))))
        properties.setIsActive(True)
        layer.triggerRepaint()


def load_season(context: QgsProcessingContext, files: Sequence[DateFiles],
                renderer: QgsRasterRenderer | None) -> list[SeasonStyle]:
    """Ask QGIS to load the dates of a season as two groups: values, and states.

    renderer: the look of the values, None for what QGIS chooses of the states' palette.

    Returns:
        The styles; somebody has to keep them until the layers are loaded.
    """
    styles = []
    lasts = [later.date - datetime.timedelta(1) for later in files[1:]]
    length = (files[-1].date - files[-2].date).days - 1 if len(files) > 1 else 0
    lasts.append(files[-1].date + datetime.timedelta(length))
    for group, paths, look in (
            (tr("Season"), [each.values for each in files], renderer),
            (tr("Season: what it rests on"), [each.state for each in files], None)):
        for path, each, last in zip(paths, files, lasts):
            name = f"season {each.date}" if look is not None else f"{each.date}"
            details = QgsProcessingContext.LayerDetails(name, context.project(), name)
            style = SeasonStyle(each.date, last, look)
            details.setPostProcessor(style)
            if hasattr(details, "groupName"):  # since QGIS 3.32
                details.groupName = group
            context.addLayerToLoadOnCompletion(path, details)
            styles.append(style)
    return styles


def states_renderer(layer: QgsRasterLayer) -> QgsPalettedRasterRenderer:
    """Return the palette of states for the first band of a layer."""
    return QgsPalettedRasterRenderer(layer.dataProvider(), 1, [
        QgsPalettedRasterRenderer.Class(int(state), QColor(*COLOURS[state]), tr(title))
        for state, title in TITLES.items()])


def _day(date: datetime.date) -> QDate:
    return QDate(date.year, date.month, date.day)

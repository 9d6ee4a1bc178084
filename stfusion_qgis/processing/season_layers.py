"""The results of a season as layers: a group, each date lasting until the next one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsDateTimeRange,
    QgsLayerTree,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QTimer
from qgis.PyQt.QtGui import QColor

from ..season.season_files import DateFiles
from ..season.smoothing.states import COLOURS, TITLES
from ..translation import mark, tr
from .loaded_looks import look_when_loaded

_STATES = mark("Season: what it rests on")


class SeasonStyle(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded date its range of time, and the look of the fine images or of states."""

    def __init__(self, first: datetime.date, last: datetime.date,
                 renderer: QgsRasterRenderer | None, is_state: bool, group: str):
        """Take the range of time, and the look of values; None for what QGIS chooses.

        group: to move the layer to, "" for none.
        """
        super().__init__()
        self._group = group
        self._first, self._last, self._renderer = first, last, renderer
        self._is_state = is_state

    def postProcessLayer(self, layer: QgsRasterLayer, context: Any, feedback: Any) -> None:
        if not isinstance(layer, QgsRasterLayer):
            return
        if self._is_state:
            layer.setRenderer(states_renderer(layer))
        elif self._renderer is not None:
            layer.setRenderer(self._renderer.clone())
        properties = layer.temporalProperties()
        properties.setFixedTemporalRange(QgsDateTimeRange(
            QDateTime(_day(self._first), QTime(0, 0)), QDateTime(_day(self._last),
                                                                QTime(23, 59, 59))))
        properties.setIsActive(True)
        layer.triggerRepaint()
        if context.project() is None:
            return
        root = context.project().layerTreeRoot()
        if self._group:
            _move(layer, root, self._group)
        if self._is_state:  # the newest group lies on top, and would cover the images
            QTimer.singleShot(0, lambda: _hide(root, tr(_STATES)))


def load_season(context: QgsProcessingContext, files: Sequence[DateFiles],
                renderer: QgsRasterRenderer | None) -> None:
    """Ask QGIS to load the dates of a season as two groups: values, and states.

    renderer: the look of the values, None for what QGIS chooses.
    """
    lasts = [later.date - datetime.timedelta(1) for later in files[1:]]
    length = (files[-1].date - files[-2].date).days - 1 if len(files) > 1 else 0
    lasts.append(files[-1].date + datetime.timedelta(length))
    for group, title, paths in (
            (tr("Season"), "season {date}", [each.values for each in files]),
            (tr(_STATES), "{date}", [each.state for each in files])):
        for path, each, last in zip(paths, files, lasts):
            name = title.format(date=each.date)
            details = QgsProcessingContext.LayerDetails(name, context.project(), name)
            knows_groups = hasattr(details, "groupName")  # since QGIS 3.32
            if knows_groups:
                details.groupName = group
            style = SeasonStyle(each.date, last, renderer, path == each.state,
                                "" if knows_groups else group)
            look_when_loaded(details, style)
            context.addLayerToLoadOnCompletion(path, details)


def states_renderer(layer: QgsRasterLayer) -> QgsPalettedRasterRenderer:
    """Return the palette of states for the first band of a layer."""
    return QgsPalettedRasterRenderer(layer.dataProvider(), 1, [
        QgsPalettedRasterRenderer.Class(int(state), QColor(*COLOURS[state]), tr(title))
        for state, title in TITLES.items()])


def _move(layer: QgsRasterLayer, root: QgsLayerTree, name: str) -> None:
    """Move a layer to the end of a group on top of the layer tree."""
    node = root.findLayer(layer.id())
    if node is None:
        return
    group = root.findGroup(name) or root.insertGroup(0, name)
    group.addChildNode(node.clone())
    node.parent().removeChildNode(node)


def _hide(root: QgsLayerTree, name: str) -> None:
    """Hide a group until the user wants to see it."""
    group = None if sip.isdeleted(root) else root.findGroup(name)
    if group is not None:
        group.setItemVisibilityChecked(False)
        group.setExpanded(False)


def _day(date: datetime.date) -> QDate:
    return QDate(date.year, date.month, date.day)

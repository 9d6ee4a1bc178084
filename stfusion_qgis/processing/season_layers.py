"""The results of a season as layers: a group, each date lasting until the next one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsLayerTree,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
    QgsRasterRenderer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QColor

from ..season.season_files import DateFiles
from ..season.smoothing.states import COLOURS, TITLES
from ..translation import mark, tr
from .layer_dates import fix_days, last_days
from .layer_groups import move_to_group
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
        fix_days(layer, self._first, self._last)
        layer.triggerRepaint()
        if context.project() is None:
            return
        root = context.project().layerTreeRoot()
        if self._group and root.findLayer(layer.id()) is not None:
            move_to_group(layer, root,
                          root.findGroup(self._group) or root.insertGroup(0, self._group))
        if self._is_state:  # the newest group lies on top, and would cover the images
            QTimer.singleShot(0, lambda: _hide(root, tr(_STATES)))


def load_season(context: QgsProcessingContext, files: Sequence[DateFiles],
                renderer: QgsRasterRenderer | None) -> None:
    """Ask QGIS to load the dates of a season as two groups: values, and states.

    renderer: the look of the values, None for what QGIS chooses.
    """
    lasts = last_days([each.date for each in files])
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


def _hide(root: QgsLayerTree, name: str) -> None:
    """Hide a group until the user wants to see it."""
    group = None if sip.isdeleted(root) else root.findGroup(name)
    if group is not None:
        group.setItemVisibilityChecked(False)
        group.setExpanded(False)

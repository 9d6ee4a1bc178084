"""The button with the stretches of images."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QActionGroup, QMenu, QToolButton, QWidget

from ....translation import tr
from ..compared.stretches import COMMON, MATCHED, ON_MAP


class StretchButton(QToolButton):
    """A menu of stretches, of which one is chosen."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setIcon(QgsApplication.getThemeIcon("/mActionLocalHistogramStretch.svg"))
        self.setText(tr("Stretch"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.wanted = COMMON
        """The stretch that the user has chosen."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        self.actions_of = {}
        for kind, text, help in (
                (COMMON, tr("The same for all images"), tr(
                    "From 2 to 98 % of the values of all input images together: equal values have "
                    "equal colours.")),
                (ON_MAP, tr("As on the map"), tr(
                    "The darkest and the brightest value of the fine image's layer on the map, for "
                    "all images.")),
                (MATCHED, tr("Match histograms"), tr(
                    "Every image gets the distribution of values of the true image or, without "
                    "one, of the fine image, only to look at it: what differs then is the pattern, "
                    "not the brightness."))):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setToolTip(help)
            action.triggered.connect(lambda _, kind=kind: self.choose(kind))
            group.addAction(action)
            self.actions_of[kind] = action
        self.setMenu(menu)
        self.offer_map(False)

    def offer_map(self, known: bool) -> None:
        """Offer the stretch of the map, if it is known."""
        self.actions_of[ON_MAP].setEnabled(known)
        self._show_kind()

    def kind(self) -> str:
        """Return the stretch to use: the usual one in place of one that is not there."""
        there = self.wanted in self.actions_of and self.actions_of[self.wanted].isEnabled()
        return self.wanted if there else COMMON

    def choose(self, kind: str) -> None:
        """Choose a stretch, now or as soon as it is there."""
        self.wanted = kind
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        action = self.actions_of[self.kind()]
        action.setChecked(True)
        self.setToolTip(tr("Stretch: {kind}").format(kind=action.text()))

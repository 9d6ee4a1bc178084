"""The swipe: where the divider between two images stands, and what they are called."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal

GRIP = 6
"""Pixels on each side of the divider at which it can be grabbed."""

HANDLE = 11
"""Radius of the handle in the middle of the divider, in pixels."""


class Swipe(QObject):
    """The place of the divider and the titles of both sides.

    position: of the divider, 0 (left edge) to 1.
    flicked: whether the right image covers all as long as a key or button is held down.
    left_title, right_title: names of the images.
    """

    changed = pyqtSignal()
    """Something of it has changed: what is drawn is outdated."""

    moved = pyqtSignal()
    """The divider has moved."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.position, self.flicked = 0.5, False
        self.left_title = self.right_title = ""

    def set_position(self, position: float) -> None:
        """Move the divider; beyond the edges it stays at them."""
        self.position = min(1.0, max(0.0, position))
        self.changed.emit()
        self.moved.emit()

    def set_flicked(self, flicked: bool) -> None:
        """Show the right image alone, or both again."""
        if flicked != self.flicked:
            self.flicked = flicked
            self.changed.emit()

    def set_titles(self, left: str, right: str) -> None:
        """Name the images."""
        self.left_title, self.right_title = left, right
        self.changed.emit()

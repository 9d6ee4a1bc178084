"""The parts of a comparison below each other: the view with its bars, and the tabs of numbers."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QSplitter, QVBoxLayout, QWidget

from .bars.look_bar import LookBar
from .bars.side_chooser import SideChooser
from .overlay.preview_view import PreviewView
from .quality_tabs import QualityTabs

_SIZES = "stfusion/compare/sizes"  # of view and tabs


class ViewAndTabs(QSplitter):
    """Divides its height as the user last divided it. The tabs may be shown elsewhere."""

    def __init__(self, sides: SideChooser, view: PreviewView, looks: LookBar, tabs: QualityTabs):
        super().__init__(Qt.Orientation.Vertical)
        self._view, self._tabs = view, tabs
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(sides)
        column.addWidget(view, 1)
        column.addWidget(looks)
        self.addWidget(upper)
        self.addWidget(tabs)
        self.setCollapsible(0, False)
        self.restore_sizes()
        self.splitterMoved.connect(lambda *_: self._keep_sizes())

    def take_tabs_back(self) -> None:
        """Put the tabs below the view again, after they were shown elsewhere."""
        if self.indexOf(self._tabs) < 0:
            self.addWidget(self._tabs)
            self.restore_sizes()
            self._tabs.show()

    def restore_sizes(self) -> None:
        """Divide the height as it was last divided; the view needs none while it is on the map."""
        sizes = [0, 5000] if self._view.is_on_map() else (
            QgsSettings().value(_SIZES) or [3000, 2000])
        self.setSizes([int(size) for size in sizes])

    def settle_heights(self) -> None:
        """Need the height of what is here now, and no longer that of what has gone elsewhere.

        Qt would find out later, when the window has already grown.
        """
        for widget in (self._view, self._view.parentWidget()):
            widget.layout().activate()
        self.updateGeometry()
        self.parentWidget().layout().activate()

    def _keep_sizes(self) -> None:
        if not self._view.is_on_map():
            QgsSettings().setValue(_SIZES, self.sizes())

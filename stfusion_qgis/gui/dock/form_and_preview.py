"""The parts of the dock: the form beside the preview where there is room, otherwise above it."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ...translation import tr
from ..compare.comparison_widget import ComparisonWidget
from .setup_pane import SetupPane
from .status_line import StatusLine

_SIZES = "stfusion/dock/sizes/{}"


class FormAndPreview(QSplitter):
    """Divides the dock as the user last divided it in this orientation.

    Above the preview the form stands in tabs, the numbers are one of them, and it can be folded.
    While the preview is seen on the map, the form has the room.
    """

    def __init__(self, setup: SetupPane, comparison: ComparisonWidget, status: StatusLine):
        super().__init__(Qt.Orientation.Horizontal)
        self._setup, self._comparison, self._status = setup, comparison, status
        self._preview = QWidget()
        column = QVBoxLayout(self._preview)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(2)
        column.addWidget(comparison, 1)
        column.addWidget(status)
        self.setChildrenCollapsible(False)
        self.addWidget(setup)
        self.addWidget(self._preview)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(lambda *_: self._keep_sizes())
        setup.folded.connect(lambda _: self._restore_sizes())
        comparison.put_on_map.connect(self._put_on_map)
        setup.set_stacked(True)
        self.set_wide(False)

    def set_wide(self, wide: bool) -> None:
        """Put the form beside the preview, or above it, in tabs."""
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() == wanted:
            return
        self._setup.set_stacked(wide)
        if wide:
            self._comparison.take_tabs_back()
        else:
            self._setup.add_tab(tr("Quality"), self._comparison.tabs)
        self._settle_heights()
        self.setOrientation(wanted)
        self._restore_sizes()

    def _put_on_map(self, on_map: bool) -> None:
        self._status.link_button.setHidden(on_map)
        self._settle_heights()
        self._restore_sizes()

    def _settle_heights(self) -> None:
        self._comparison.settle_heights()
        self._preview.layout().activate()

    def _restore_sizes(self) -> None:
        key, usual = self._sizes_key()
        kept = QgsSettings().value(key) or usual if key else usual
        self.setSizes([int(size) for size in kept])

    def _keep_sizes(self) -> None:
        key, _ = self._sizes_key()
        if key:
            QgsSettings().setValue(key, self.sizes())

    def _sizes_key(self) -> tuple[str, list[int]]:
        """Return the setting with the sizes of form and preview, and the usual ones.

        The setting is "" where one of them is as small as it can be.
        """
        if self.orientation() == Qt.Orientation.Horizontal:
            return _SIZES.format("beside"), [400, 1200]
        if self._setup.is_folded():
            return "", [0, 1000]
        if self._comparison.is_on_map():
            return "", [1000, 0]
        return _SIZES.format("below"), [360, 640]

"""The page of the first steps."""

from __future__ import annotations

import html

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...resources import icon_path
from ...translation import mark, tr
from ..widgets.tinted_label import TintedLabel

STEPS = (
    (mark("Load images"), mark(
        "At least a fine and a coarse image of one date, and a coarse image of the date to be "
        "predicted: Landsat or Sentinel-2 beside MODIS, VIIRS or Sentinel-3, for example. They may "
        "differ in extent, pixel size and coordinate reference system.")),
    (mark("Look and compare"), mark(
        "Open the panel of STFusion. It guesses from dates and pixel sizes which image is what, "
        "and shows the prediction of what the map shows. Choose methods, swipe between them, and "
        "measure them where a true image is known.")),
    (mark("Predict"), mark(
        "Run the method on the whole scene, an extent or polygons: from the panel, from the "
        "Processing toolbox, in a model, or with qgis_process.")),
)
"""The three steps: a title and what to do."""

_ICON, _WIDTH = 40, 500


class WelcomePage(QDialog):
    """What to do first, in three steps; with a button for the demo scene, and one for the dock.

    demo_wanted, dock_wanted: the user has clicked on them.
    """

    demo_wanted = pyqtSignal()
    dock_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName("StfusionWelcome")
        self.setWindowTitle(tr("First steps with STFusion"))
        picture = QLabel(self)
        picture.setPixmap(QIcon(icon_path("stfusion")).pixmap(_ICON, _ICON))
        title = QLabel(f"<h2>{html.escape(tr('Fine images of dates that have only coarse ones'))}"
                       "</h2>", self)
        title.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(title, 1)
        self._words: list[QLabel] = []
        steps = QGridLayout()
        steps.setColumnStretch(1, 1)
        steps.setHorizontalSpacing(14)
        steps.setVerticalSpacing(10)
        for row, (name, text) in enumerate(STEPS):
            number = QLabel(f"<h1>{row + 1}</h1>", self)
            words = QLabel(f"<b>{html.escape(tr(name))}</b><br>{html.escape(tr(text))}", self)
            words.setWordWrap(True)
            words.setFixedWidth(round(_WIDTH * self.logicalDpiX() / 96))
            self._words.append(words)
            steps.addWidget(number, row, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(words, row, 1)
        self.demo_button = QPushButton(tr("Open the demo scene"), self)
        self.demo_button.setToolTip(tr(
            "Simulate a landscape as two sensors see it on three dates, in a new project, and open "
            "the panel with it: no data needed."))
        self.demo_button.setDefault(True)
        self.dock_button = QPushButton(tr("Open the panel"), self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 100)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self._problem = TintedLabel(self)
        later = TintedLabel(self)
        later.show_lines([("faint", tr("This page is in the menu Raster > STFusion."))])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.demo_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.dock_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(steps)
        layout.addWidget(self._bar)
        layout.addWidget(self._problem)
        layout.addWidget(later)
        layout.addWidget(buttons)
        self.demo_button.clicked.connect(lambda: self.demo_wanted.emit())
        self.dock_button.clicked.connect(lambda: self.dock_wanted.emit())
        buttons.rejected.connect(self.reject)

    def showEvent(self, event: QEvent) -> None:
        """Give the texts the height that they need in this font: layouts would squeeze them."""
        super().showEvent(event)
        for words in self._words:
            words.setMinimumHeight(words.heightForWidth(words.width()))
        self.adjustSize()

    def show_work(self, working: bool, problem: str = "") -> None:
        """Show whether the demo scene is being made, or why it could not be made."""
        self.demo_button.setEnabled(not working)
        self._bar.setValue(0)
        self._bar.setVisible(working)
        self._problem.show_lines([("problem", problem)])

    def show_progress(self, percent: float) -> None:
        """Show how much of the demo scene is made."""
        self._bar.setValue(round(percent))

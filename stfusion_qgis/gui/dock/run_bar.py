"""The buttons at the foot of the dock: run the method, and copy its command."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ...translation import tr
from ..widgets.plain_text import plain


class RunBar(QWidget):
    """Buttons to run the method of the form on the whole scene, or to copy its command."""

    dialog_wanted = pyqtSignal()
    background_wanted = pyqtSignal()
    place_wanted = pyqtSignal()
    shell_wanted = pyqtSignal()
    python_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        icon = QgsApplication.getThemeIcon
        self.run_button = QPushButton(icon("/mActionStart.svg"), tr("Run…"), self)
        self.run_button.setToolTip(tr(
            "Open the dialog of the method in Processing, filled in with what is chosen here."))
        self.background_button = QPushButton(tr("Run in background"), self)
        self.background_button.setToolTip(tr(
            "Predict the whole scene while you go on, or all dates that are ticked. You are asked "
            "once where to write."))
        self.place_button = QToolButton(self)
        self.place_button.setIcon(icon("/mIconFolderOpen.svg"))
        self.place_button.setAutoRaise(True)
        self.place_button.setToolTip(tr("Where predictions of runs in the background are written"))
        copy = self.copy_button = QToolButton(self)
        copy.setIcon(icon("/mActionEditCopy.svg"))
        copy.setText(tr("Copy"))
        copy.setToolTip(tr("Copy what would be run"))
        copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(copy)
        self.shell_action = menu.addAction(tr("As qgis_process command"))
        self.python_action = menu.addAction(tr("As Python"))
        copy.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.run_button, self.background_button, self.place_button):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(copy)
        self._usual = {button: button.toolTip() for button in (
            self.run_button, self.background_button, self.copy_button)}
        self.run_button.clicked.connect(lambda: self.dialog_wanted.emit())
        self.background_button.clicked.connect(lambda: self.background_wanted.emit())
        self.place_button.clicked.connect(lambda: self.place_wanted.emit())
        self.shell_action.triggered.connect(lambda: self.shell_wanted.emit())
        self.python_action.triggered.connect(lambda: self.python_wanted.emit())

    def show_dates(self, count: int) -> None:
        """Say how many ticked dates would be predicted in the background."""
        self.background_button.setText(
            tr("Run {count} dates in background").format(count=count) if count > 1 else
            tr("Run the ticked date in background") if count else tr("Run in background"))

    def show_reason(self, reason: str) -> None:
        """Switch the buttons off as long as there is a reason, which their tooltips tell."""
        for button, usual in self._usual.items():
            button.setEnabled(not reason)
            button.setToolTip(plain(reason) if reason else usual)

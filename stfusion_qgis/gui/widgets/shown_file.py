"""Files that were written, shown to the user: by the system's program for them, or here."""

from __future__ import annotations

import os
import re

from qgis.PyQt.QtCore import QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ...translation import tr
from .plain_text import plain

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def show_file(path: str, parent: QWidget | None = None) -> FileWindow | None:
    """Let the system's program for a file show it.

    Returns:
        The window that shows it instead where there is no such program, otherwise None.
    """
    if QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        return None
    window = FileWindow(path, parent)
    window.show()
    return window


class FileWindow(QDialog):
    """Says where a file is; a report is shown, as far as QGIS can: without its charts."""

    def __init__(self, path: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._path = path
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(os.path.basename(path))
        text = tr("No program of this computer is set up to open {path}.").format(path=path)
        report = path.lower().endswith(".html")
        if report:
            text += " " + tr("Below is what QGIS can show of it; charts are missing.")
        self.note = QLabel(plain(text))
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.setVisible(report)
        layout.addWidget(self.browser, 1)
        if report:
            self.browser.setHtml(_simple_html(path))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.folder_button = buttons.addButton(tr("Open its folder"), role)
        self.folder_button.clicked.connect(self._open_folder)
        self.copy_button = buttons.addButton(tr("Copy its path"), role)
        self.copy_button.clicked.connect(lambda: QApplication.clipboard().setText(self._path))
        layout.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(820, 640 if self.browser.isVisibleTo(self) else 140)

    def _open_folder(self) -> None:
        folder = os.path.dirname(self._path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(folder)):
            QApplication.clipboard().setText(folder)
            self.note.setText(plain(tr(
                "No program of this computer is set up to show folders, either. The path of the "
                "folder is on the clipboard: {folder}").format(folder=folder)))


def _simple_html(path: str) -> str:
    """Return a report without its drawings, whose texts would stand about; "" if it is gone."""
    try:
        with open(path, encoding="utf-8") as file:
            return _DRAWING.sub("", file.read())
    except OSError:
        return ""

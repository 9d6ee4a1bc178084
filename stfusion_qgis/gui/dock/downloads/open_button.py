"""The button that opens downloads, for those who do not drag and drop."""

from __future__ import annotations

import os

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from ....translation import tr

_LAST = "stfusion/downloads/last"


class OpenButton(QToolButton):
    """Asks for a folder or for files of downloads.

    chosen: their paths.
    """

    chosen = pyqtSignal(list)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setText(tr("Open downloads"))
        self.setIcon(QgsApplication.getThemeIcon("/mIconFolderOpen.svg"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setToolTip(tr(
            "Prepare and load what was downloaded: Landsat, Sentinel-2, HLS, MODIS, VIIRS and "
            "others, in folders or archives. They can be dropped on this panel, too."))
        menu = QMenu(self)
        self.folder_action = menu.addAction(tr("Folder…"))
        self.files_action = menu.addAction(tr("Archives or files…"))
        self.setMenu(menu)
        self.folder_action.triggered.connect(self._ask_for_folder)
        self.files_action.triggered.connect(self._ask_for_files)

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder of downloads"), QgsSettings().value(_LAST, "", type=str))
        self._give([folder] if folder else [])

    def _ask_for_files(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(
            self, tr("Downloads"), QgsSettings().value(_LAST, "", type=str),
            tr("Products") + " (*.tar *.zip *.tar.gz *.tgz *.hdf *.h5 *.nc *.tif *.tiff);;"
            + tr("All files") + " (*)")
        self._give(files)

    def _give(self, paths: list[str]) -> None:
        if paths:
            QgsSettings().setValue(_LAST, os.path.dirname(paths[0]))
            self.chosen.emit(paths)

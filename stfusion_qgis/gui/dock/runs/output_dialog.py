"""The question where runs in the background write."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ....errors import InputError
from ....translation import tr
from ...widgets.tinted_label import TintedLabel
from .output_place import OutputPlace


class OutputDialog(QDialog):
    """Asks for a folder and a pattern of names, and shows an example of a name.

    example: returns a name by a pattern, or raises `InputError`.
    """

    def __init__(self, place: OutputPlace, example: Callable[[str], str],
                 parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("Where predictions are written"))
        self._example = example
        self.temporary = QRadioButton(tr("Temporary files, gone when QGIS is closed"), self)
        self.in_folder = QRadioButton(tr("Files in a folder"), self)
        (self.in_folder if place.folder else self.temporary).setChecked(True)
        self.folder = QgsFileWidget(self)
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(place.folder)
        self.pattern = QLineEdit(place.pattern, self)
        self.pattern.setToolTip(tr(
            "{method} stands for the method, with the parameters that are not the defaults; {date} "
            "for the date. A file that is there already is kept: the new one gets a number."))
        self._shown = TintedLabel(self)
        self.uncertainty = QCheckBox(tr("Write the uncertainty as well, if the method gives one"),
                                     self)
        self.uncertainty.setChecked(place.uncertainty)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(tr("Folder"), self.folder)
        form.addRow(tr("Names"), self.pattern)
        form.addRow("", self._shown)
        layout = QVBoxLayout(self)
        layout.addWidget(self.temporary)
        layout.addWidget(self.in_folder)
        layout.addLayout(form)
        layout.addWidget(self.uncertainty)
        hint = QLabel(tr("You are asked once for a project. The folder button beside “Run in "
                         "background” asks again."), self)
        hint.setWordWrap(True)
        layout.addWidget(hint)
        layout.addWidget(self._buttons)
        self.in_folder.toggled.connect(self._look)
        self.folder.fileChanged.connect(self._folder_changed)
        self.pattern.textChanged.connect(self._look)
        self.setMinimumWidth(460)
        self._look()

    def place(self) -> OutputPlace:
        """Return what is chosen."""
        return OutputPlace(self.folder.filePath() if self.in_folder.isChecked() else "",
                           self.pattern.text(), self.uncertainty.isChecked())

    def _folder_changed(self, path: str) -> None:
        if path:
            self.in_folder.setChecked(True)
        self._look()

    def _look(self) -> None:
        """Show an example, or what is wrong; only what can be used can be accepted."""
        missing = self.in_folder.isChecked() and not self.folder.filePath()
        try:
            line = "faint", tr("for example {name}").format(name=self._example(
                self.pattern.text()))
        except InputError as error:
            line = "problem", str(error)
        self._shown.show_lines([line])
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(
            line[0] == "faint" and not missing)

"""What can be done with an image of the dock besides choosing it: open a file, set the date."""

from __future__ import annotations

import datetime

from qgis.core import QgsProviderRegistry, QgsRasterLayer
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...processing.layer_dates import fixed_date
from ...processing.project_layers import candidate_of
from ...translation import tr
from ..widgets.plain_text import plain


class RowMenu(QToolButton):
    """A button with a menu.

    file_chosen: the path of a file. date_chosen: a date, None for that of the file or its name.
    """

    file_chosen = pyqtSignal(str)
    date_chosen = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._title = ""
        self._date: datetime.date | None = None
        self.dialog: DateDialog | None = None
        self.setText("…")
        self.setAutoRaise(True)
        self.setToolTip(tr("Open a file, or set the date of the image"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.open_action = menu.addAction(tr("Open a file…"))
        self.date_action = menu.addAction(tr("Set the date…"))
        self.found_action = menu.addAction(tr("Take the date from the file or its name"))
        self.setMenu(menu)
        self.open_action.triggered.connect(self._ask_for_file)
        self.date_action.triggered.connect(self._ask_for_date)
        self.found_action.triggered.connect(lambda: self.date_chosen.emit(None))
        self.show_layer(None)

    def show_layer(self, layer: QgsRasterLayer | None) -> None:
        """Offer what can be done with a layer."""
        self._date = candidate_of(layer).date if layer is not None else None
        self._title = layer.name() if layer is not None else ""
        self.date_action.setEnabled(layer is not None)
        self.found_action.setEnabled(layer is not None and fixed_date(layer) is not None)

    def _ask_for_file(self) -> None:
        filters = QgsProviderRegistry.instance().fileRasterFilters()
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a file…"), "", filters)
        if path:
            self.file_chosen.emit(path)

    def _ask_for_date(self) -> None:
        dialog = self.dialog = DateDialog(self._title, self._date, self)
        dialog.accepted.connect(lambda: self.date_chosen.emit(dialog.date()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class DateDialog(QDialog):
    """Asks for the date of an image."""

    def __init__(self, title: str, date: datetime.date | None, parent: QWidget | None = None):
        super().__init__(parent)
        self.setWindowTitle(tr("Date of the image"))
        self.edit = QDateEdit(self)
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd")
        self.edit.setDate(QDate(date.year, date.month, date.day) if date
                          else QDate.currentDate())
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        hint = QLabel(plain(tr("The date of {layer}. It is kept in the layer, as its time.").format(
            layer=title)), self)
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.edit)
        layout.addWidget(buttons)

    def date(self) -> datetime.date:
        """Return the date that is chosen."""
        return self.edit.date().toPyDate()

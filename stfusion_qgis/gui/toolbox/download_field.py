"""The field for a download in the dialogs of Processing: a file or a folder."""

from __future__ import annotations

from typing import Any

from processing.gui.wrappers import WidgetWrapper
from qgis.gui import QgsFileWidget, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from ...translation import tr


class DownloadField(WidgetWrapper):
    """A field with a button for files and one for folders, in the dialog of an algorithm.

    Processing makes it, by the name in the parameter's metadata: see
    `processing.download_parameter`. In the designer of models and in batches it makes the widget
    of QGIS instead.
    """

    # Of a WidgetWrapper, Processing takes the widget itself. Of other wrappers in Python it lets
    # QGIS make the widget, which then calls an object of Python that is gone: it crashes at times.

    def __new__(cls, parameter: Any, dialog: Any, *place: int) -> Any:
        registry = QgsGui.processingGuiRegistry()
        if hasattr(dialog, "childId"):
            made = registry.createModelerParameterWidget(
                dialog.model, dialog.childId, parameter, dialog.context)
        elif type(dialog).__name__ == "BatchAlgorithmDialog":  # as QGIS tells them apart
            made = registry.createParameterWidgetWrapper(
                parameter, QgsProcessingGui.WidgetType.Batch)
        else:
            return super().__new__(cls)
        made.setDialog(dialog)
        return made

    def createWidget(self) -> QWidget:
        widget = QWidget()
        self._field = QgsFileWidget()
        self._field.setDialogTitle(tr("Choose a file or an archive"))
        self._field.lineEdit().setPlaceholderText(tr("A folder, an archive or a file"))
        button = QToolButton()
        button.setText(tr("Folder…"))
        button.setToolTip(tr("Choose a folder"))
        button.clicked.connect(self._ask_for_folder)
        self._field.fileChanged.connect(lambda: self.widgetValueHasChanged.emit(self))
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._field, 1)
        layout.addWidget(button)
        widget.setToolTip(self.parameterDefinition().toolTip())
        return widget

    def setValue(self, value: Any) -> None:
        self._field.setFilePath(value or "")

    def value(self) -> Any:
        return self._field.filePath()

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self._field, tr("Choose a folder"), self._field.filePath())
        if folder:
            self._field.setFilePath(folder)

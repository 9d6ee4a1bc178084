"""The field for a download in the dialogs of Processing: a file or a folder."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext
from qgis.gui import (
    QgsAbstractProcessingParameterWidgetWrapper,
    QgsFileWidget,
    QgsGui,
    QgsProcessingGui,
)
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from ...translation import tr


class DownloadField(QgsAbstractProcessingParameterWidgetWrapper):
    """A field with a button for files and one for folders, in the dialog of an algorithm.

    Processing makes it, by the name in the parameter's metadata: see
    `processing.download_parameter`. In the designer of models and in batches it makes the widget
    of QGIS instead.
    """

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

    def __init__(self, parameter: Any, dialog: Any, *place: int):
        super().__init__(parameter, QgsProcessingGui.WidgetType.Standard)

    def createWidget(self) -> QWidget:
        widget = QWidget()
        field = QgsFileWidget()
        field.setDialogTitle(tr("Choose a file or an archive"))
        field.lineEdit().setPlaceholderText(tr("A folder, an archive or a file"))
        button = QToolButton()
        button.setText(tr("Folder…"))
        button.setToolTip(tr("Choose a folder"))
        button.clicked.connect(lambda: _ask_for_folder(field))
        field.fileChanged.connect(lambda: self.widgetValueHasChanged.emit(self))
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field, 1)
        layout.addWidget(button)
        widget.setToolTip(self.parameterDefinition().toolTip())
        return widget

    # QGIS hands the widget to another object of Python: what `createWidget` made there is no more.

    def setWidgetValue(self, value: Any, context: QgsProcessingContext) -> None:
        self.wrappedWidget().findChild(QgsFileWidget).setFilePath(value or "")

    def widgetValue(self) -> Any:
        return self.wrappedWidget().findChild(QgsFileWidget).filePath()


def _ask_for_folder(field: QgsFileWidget) -> None:
    folder = QFileDialog.getExistingDirectory(field, tr("Choose a folder"), field.filePath())
    if folder:
        field.setFilePath(folder)

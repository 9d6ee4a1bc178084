"""The list of a choice in the dialogs of Processing: titles for people, identifiers as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsProcessingContext
from qgis.gui import QgsAbstractProcessingParameterWidgetWrapper, QgsGui, QgsProcessingGui
from qgis.PyQt.QtWidgets import QComboBox, QWidget


class TitledCombo(QgsAbstractProcessingParameterWidgetWrapper):
    """The list in the dialog of an algorithm, or in a batch.

    Processing makes it, by the name in the parameter's metadata: see
    `processing.titled_choices`. In the designer of models it makes the widget of QGIS instead,
    which also takes inputs of the model, and writes the titles into its list.
    """

    def __new__(cls, parameter: Any, dialog: Any, *place: int,
                titles: Mapping[str, str]) -> Any:
        if hasattr(dialog, "childId"):
            return _in_designer(parameter, dialog, titles)
        return super().__new__(cls)

    def __init__(self, parameter: Any, dialog: Any, *place: int, titles: Mapping[str, str]):
        kinds = QgsProcessingGui.WidgetType
        is_batch = type(dialog).__name__ == "BatchAlgorithmDialog"  # as QGIS tells them apart
        super().__init__(parameter, kinds.Batch if is_batch else kinds.Standard)
        self._titles = dict(titles)

    def createWidget(self) -> QWidget:
        combo = QComboBox()
        for identifier in self.parameterDefinition().options():
            combo.addItem(self._titles.get(identifier, identifier), identifier)
        combo.setToolTip(self.parameterDefinition().toolTip())
        combo.currentIndexChanged.connect(lambda: self.widgetValueHasChanged.emit(self))
        return combo

    # QGIS hands the list to another object of Python: what `createWidget` made there is no more.

    def setWidgetValue(self, value: Any, context: QgsProcessingContext) -> None:
        combo = self.wrappedWidget()  # without a value that is there, nothing is chosen
        combo.setCurrentIndex(combo.findData(value))

    def widgetValue(self) -> Any:
        return self.wrappedWidget().currentData()


def _in_designer(parameter: Any, dialog: Any, titles: Mapping[str, str]) -> QWidget:
    widget = QgsGui.processingGuiRegistry().createModelerParameterWidget(
        dialog.model, dialog.childId, parameter, dialog.context)
    widget.setDialog(dialog)
    for combo in widget.findChildren(QComboBox):
        for i in range(combo.count()):
            if combo.itemData(i) in titles:
                combo.setItemText(i, titles[combo.itemData(i)])
    return widget

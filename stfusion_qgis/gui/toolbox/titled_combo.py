"""The list of a choice in the dialogs of Processing: titles for people, identifiers as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processing.gui.wrappers import WidgetWrapper
from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QComboBox, QWidget


class TitledCombo(WidgetWrapper):
    """The list in the dialog of an algorithm, or in a batch.

    Processing makes it, by the name in the parameter's metadata: see
    `processing.titled_choices`. In the designer of models it makes the widget of QGIS instead,
    which also takes inputs of the model, and writes the titles into its list.
    """

    # Why it is a WidgetWrapper: see DownloadField.

    def __new__(cls, parameter: Any, dialog: Any, *place: int,
                titles: Mapping[str, str]) -> Any:
        if hasattr(dialog, "childId"):
            return _in_designer(parameter, dialog, titles)
        return super().__new__(cls)

    def createWidget(self, titles: Mapping[str, str]) -> QWidget:
        combo = QComboBox()
        for identifier in self.parameterDefinition().options():
            combo.addItem(titles.get(identifier, identifier), identifier)
        combo.setToolTip(self.parameterDefinition().toolTip())
        combo.currentIndexChanged.connect(lambda: self.widgetValueHasChanged.emit(self))
        return combo

    def setValue(self, value: Any) -> None:
        self.widget.setCurrentIndex(self.widget.findData(value))  # unknown: nothing is chosen

    def value(self) -> Any:
        return self.widget.currentData()


def _in_designer(parameter: Any, dialog: Any, titles: Mapping[str, str]) -> QWidget:
    widget = QgsGui.processingGuiRegistry().createModelerParameterWidget(
        dialog.model, dialog.childId, parameter, dialog.context)
    widget.setDialog(dialog)
    for combo in widget.findChildren(QComboBox):
        for i in range(combo.count()):
            if combo.itemData(i) in titles:
                combo.setItemText(i, titles[combo.itemData(i)])
    return widget

"""The dialogs of the methods in Processing, with the presets that the dock has too."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext
from qgis.PyQt.QtWidgets import QDialogButtonBox

from ...parameters import descriptions
from ...processing.fusion import FusionAlgorithm
from ...processing.parameter_definitions import processing_values, values
from ..presets import PresetButton


class MethodDialogs:
    """The dialogs of the methods while the plugin is loaded; see `gui.desktop.Part`."""

    def __init__(self, iface: Any):  # noqa: QGS105 (it is given by the desktop)
        pass

    def install(self) -> None:
        """Let the algorithms make their dialogs here."""
        FusionAlgorithm.make_dialog = staticmethod(make_dialog)

    def remove(self) -> None:
        """Leave the dialogs to QGIS again."""
        FusionAlgorithm.make_dialog = None


def make_dialog(algorithm: FusionAlgorithm, parent: Any) -> Any:
    """Return the dialog of a method: that of QGIS, with a button for presets."""
    from processing.gui.AlgorithmDialog import AlgorithmDialog  # may be loaded after this plugin

    dialog, method = AlgorithmDialog(algorithm, parent=parent), algorithm.method
    names = [name.upper() for name in descriptions(method.Parameters)]
    if not names:
        return dialog
    button = PresetButton(method, dialog)

    def shown() -> Any:
        wrappers = dialog.mainWidget().wrappers
        given = {name: wrappers[name].parameterValue() for name in names}
        return values(method.Parameters, algorithm, given, QgsProcessingContext())

    button.chosen.connect(lambda chosen: dialog.setParameters(processing_values(chosen)))
    button.wanted.connect(lambda: button.ask_and_save(shown()))
    dialog.buttonBox().addButton(button, QDialogButtonBox.ButtonRole.ResetRole)  # on the left
    return dialog

"""Entries of STFusion in the context menu of the Processing toolbox."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProcessingAlgorithm

from ...errors import InputError
from ...processing.models import copy_for_user
from ...translation import tr
from ..widgets.plain_text import plain


class ToolboxActions:
    """The entries in the toolbox; see `gui.desktop.Part`.

    Without the plugin Processing, which has the toolbox, there are none.
    """

    def __init__(self, iface: Any):  # noqa: QGS105 (it is given by the desktop)
        self._iface = iface
        self._actions: list[Any] = []

    def install(self) -> None:
        """Add the entries."""
        try:
            from processing.gui.ContextAction import ContextAction
            from processing.gui.ProviderActions import ProviderContextMenuActions
        except ImportError:
            return

        bar = self._iface.messageBar()

        class OpenCopy(ContextAction):
            """Opens a copy of a model of the plugin in the designer."""

            def __init__(self) -> None:
                super().__init__()
                self.name = tr("Edit a copy of the model…")

            def isEnabled(self) -> bool:
                return is_shipped_model(self.itemData)

            def execute(self) -> None:
                try:
                    open_copy(self.itemData)
                except InputError as error:
                    bar.pushMessage("STFusion", plain(str(error)), Qgis.MessageLevel.Warning)

        self._actions = [OpenCopy()]
        ProviderContextMenuActions.registerProviderContextMenuActions(self._actions)

    def remove(self) -> None:
        """Take them out again."""
        if self._actions:
            from processing.gui.ProviderActions import ProviderContextMenuActions

            ProviderContextMenuActions.deregisterProviderContextMenuActions(self._actions)
            self._actions = []


def is_shipped_model(item: object) -> bool:
    """Say whether an item of the toolbox is a model that comes with the plugin."""
    return isinstance(item, QgsProcessingAlgorithm) and item.provider() is not None and \
        item.provider().id() == "stfusion" and item.groupId() == "models"


def open_copy(algorithm: QgsProcessingAlgorithm) -> Any:
    """Copy a model into the user's folder of models, unless it is there, and open it.

    The copy is in the toolbox among the user's models then, and can be changed.

    Returns:
        The window of the designer.

    Raises:
        InputError: the copy cannot be written.
    """
    from processing.modeler.ModelerDialog import ModelerDialog
    from processing.modeler.ModelerUtils import ModelerUtils

    folder = ModelerUtils.modelsFolders()[0]
    path = os.path.join(folder, f"stfusion_{algorithm.name()}.model3")
    if not os.path.exists(path):
        copy_for_user(algorithm.name(), path)
    provider = QgsApplication.processingRegistry().providerById("model")
    if provider is not None:
        provider.refreshAlgorithms()
    window = ModelerDialog.create()
    window.loadModel(path)
    if provider is not None:
        window.update_model.connect(provider.refreshAlgorithms)
    window.show()
    return window

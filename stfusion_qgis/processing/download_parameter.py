"""The parameter for a download: a folder, an archive or a file."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterFile

WIDGET = "stfusion_qgis.gui.toolbox.download_field.DownloadField"
"""The class, by its name, of what asks for it in dialogs: nothing else loads it."""


def download_parameter(name: str, label: str) -> QgsProcessingParameterFile:
    """Return a parameter for a file or a folder.

    To QGIS it is a folder: of files it takes no names without an ending.
    """
    parameter = QgsProcessingParameterFile(
        name, label, QgsProcessingParameterFile.Behavior.Folder)
    parameter.setMetadata({"widget_wrapper": {"class": WIDGET}})
    return parameter

"""Where runs in the background write, as the project remembers it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass

from qgis.core import QgsProcessingUtils, QgsProject, QgsSettings

from ....checked_json import parsed_json
from ....season.output_names import PATTERN
from ..project_state import usable_entries

_SCOPE, _KEY = "stfusion", "outputs"
_SETTING = "stfusion/dock_outputs"


@dataclass(frozen=True)
class OutputPlace:
    """A folder and a pattern of names.

    folder: "" for temporary files. uncertainty: whether the uncertainty is written beside the
    prediction, by methods that give one.
    """

    folder: str = ""
    pattern: str = PATTERN
    uncertainty: bool = False

    @classmethod
    def of_project(cls) -> OutputPlace | None:
        """Return the place that was chosen in the project, None if nobody was asked yet."""
        text, found = QgsProject.instance().readEntry(_SCOPE, _KEY, "")
        return _read(text) if found and text else None

    @classmethod
    def last(cls) -> OutputPlace:
        """Return the place that was chosen last in any project, to begin with."""
        return _read(QgsSettings().value(_SETTING, "") or "") or cls()

    def remember(self) -> None:
        """Let the project remember the place; others begin with it."""
        text = json.dumps(asdict(self), sort_keys=True)
        QgsProject.instance().writeEntry(_SCOPE, _KEY, text)
        QgsSettings().setValue(_SETTING, text)

    def made_folder(self) -> str:
        """Return the folder to write into, which is there.

        Raises:
            OSError: it cannot be made.
        """
        folder = self.folder or QgsProcessingUtils.tempFolder()
        os.makedirs(folder, exist_ok=True)
        return folder


def _read(text: str) -> OutputPlace | None:
    try:
        data = parsed_json(text)
    except ValueError:
        return None
    return OutputPlace(**usable_entries(data, asdict(OutputPlace())))

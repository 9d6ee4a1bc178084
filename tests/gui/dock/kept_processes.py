"""Processes of previews that serve one dock after the other, as to start one takes a second."""

import os
import shutil
from typing import ClassVar

from stfusion_qgis.preview.service import PreviewService


class KeptService(PreviewService):
    """A service whose process waits for the next service of its kind when it is closed."""

    waiting: ClassVar[dict] = {}

    def __init__(self, *arguments):
        super().__init__(*arguments)
        variables = {name: value for name, value in os.environ.items() if "STFUSION" in name}
        self._kind = (*arguments, *variables.items())
        kept = self.waiting.pop(self._kind, None)
        if kept is not None and kept[0].is_alive:
            shutil.rmtree(self._folder)
            self._child, self._folder, self._number = kept

    def close(self):
        """Keep the process, if none of its kind waits yet."""
        if self._child is not None and self._child.is_alive and self._kind not in self.waiting:
            self.waiting[self._kind] = self._child, self._folder, self._number
            self._child = None
        else:
            super().close()

    @classmethod
    def end(cls):
        """End all processes that wait."""
        while cls.waiting:
            child, folder, _ = cls.waiting.popitem()[1]
            child.close()
            shutil.rmtree(folder)

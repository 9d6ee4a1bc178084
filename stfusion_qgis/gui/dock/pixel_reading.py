"""The values of one pixel at full resolution, where a preview shows averaged pixels."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...errors import InputError
from ...images.grid import Grid
from ...preview.request import Request
from ...preview.result import Preview
from ...preview.service import PreviewService
from ...processing.user_settings import UserSettings
from ...progress import Progress
from ...translation import language
from ..background import Background


class PixelReading(QObject):
    """Reads and predicts a pixel at a time, in a process of its own: previews go on meanwhile.

    The process is kept for further pixels until `let_go`.
    """

    read = pyqtSignal(object, object)
    """The `Preview` of a pixel or a few, and the place that was asked for."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._service: PreviewService | None = None
        self._background = Background(self)
        self._background.finished.connect(self._tell)

    def start(self, request: Request, shown: Preview, place: QgsPointXY) -> None:
        """Read the pixel at a place in the CRS of what is shown; one that is read is cancelled."""
        grid = shown.grid
        width, height = grid.pixel_width / shown.factor, grid.pixel_height / shown.factor
        view = Grid(grid.wkt, place.x() - width / 2, place.y() + height / 2, width, height, 1, 1)
        settings, spoken = UserSettings.read(), language()

        def work(progress: Progress) -> tuple[Preview, QgsPointXY] | None:
            found: list[Preview] = []
            try:
                if self._service is None:
                    self._service = PreviewService(
                        spoken, settings.threads, settings.raster_cache_bytes)
                self._service.preview(replace(request, view=view), found.append, progress)
            except (InputError, RuntimeError):  # the preview tells it
                return None
            return found[-1], place

        self._background.start(work)

    def let_go(self) -> None:
        """Read no more, and end the process."""
        self._background.cancel()
        if self._service is not None:
            self._background.start(lambda progress: self._end())

    def close(self) -> None:
        """End all work for good."""
        self._background.close()
        self._end()

    def _end(self) -> None:
        service, self._service = self._service, None
        if service is not None:
            service.close()

    def _tell(self, found: tuple[Preview, QgsPointXY] | None) -> None:
        if found is not None:
            self.read.emit(*found)

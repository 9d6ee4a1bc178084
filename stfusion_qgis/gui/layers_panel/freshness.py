"""Watching whether the files of measured layers change."""

from __future__ import annotations

from typing import NamedTuple

from qgis.PyQt.QtCore import QObject, Qt, QTimer
from qgis.PyQt.QtGui import QGuiApplication

from ...images.local_files import has_gone
from ...images.provenance import Provenance, provenance_of
from ...progress import Progress
from ...quality.record import Record
from ..background import Background, Work
from .layer_quality import Activity
from .qualities import Qualities

_INTERVAL = 5_000  # ms


class Freshness(QObject):
    """Looks at the files every few seconds, and when the user comes back to QGIS.

    On a thread: a folder on the network may take long to answer. Signals of the operating
    system would not tell of changes there.
    """

    def __init__(self, qualities: Qualities):
        super().__init__()
        self._qualities = qualities
        self._background = Background(self)
        self._background.finished.connect(self._looked)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_INTERVAL)
        qualities.appeared.connect(self.look)
        QGuiApplication.instance().applicationStateChanged.connect(self._state_changed)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._qualities.appeared.disconnect(self.look)
        QGuiApplication.instance().applicationStateChanged.disconnect(self._state_changed)
        self._background.close()

    def look(self, *_: object) -> None:
        """Look at the files of all layers, unless that is being done."""
        if self._background.is_active():
            return
        layers = {quality.layer_id: (quality.source.path, quality.record)
                  for quality in self._qualities.all() if quality.activity is Activity.NONE}
        if layers:
            self._background.start(_changes(layers))

    def _looked(self, found: dict[str, _State]) -> None:
        for quality in self._qualities.all():
            state = found.get(quality.layer_id)
            if state is not None and state.record is quality.record:  # not measured meanwhile
                if "raster" in state.changed and state.made is not None:
                    quality.made = state.made
                quality.set_gone(state.gone)
                quality.set_outdated(state.changed)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()


class _State(NamedTuple):
    """The state of a layer's files.

    changed: roles of those that have changed since the record was made. gone: whether its own is
    not there. made: the provenance of a prediction that has changed.
    """

    record: Record | None
    changed: list[str]
    gone: bool
    made: Provenance | None


def _changes(layers: dict[str, tuple[str, Record | None]]) -> Work:
    def look(progress: Progress) -> dict[str, _State]:
        found = {}
        for layer_id, (path, record) in layers.items():
            progress.check()
            changed, gone = record.changed(path) if record else [], has_gone(path, path)
            made = provenance_of(path) if "raster" in changed and not gone else None
            found[layer_id] = _State(record, changed, gone, made)
        return found

    return look

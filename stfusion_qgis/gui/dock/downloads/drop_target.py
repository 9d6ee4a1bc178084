"""Files and folders that are dropped on a widget."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QMimeData, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget


class DropTarget(QObject):
    """Takes files and folders that are dropped on a widget or on anything in it.

    dropped: their paths.
    """

    dropped = pyqtSignal(list)

    def __init__(self, widget: QWidget):
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            paths = _paths(event.mimeData())
            if paths:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                if event.type() == QEvent.Type.Drop:
                    self.dropped.emit(paths)
                return True
        return super().eventFilter(watched, event)


def _paths(data: QMimeData) -> list[str]:
    """Return the files and folders at hand that are dragged; nothing of the network."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile() and not url.host()]

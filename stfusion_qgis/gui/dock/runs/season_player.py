"""Results of several dates, played by QGIS's temporal controller."""

from __future__ import annotations

from qgis.core import Qgis, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QDockWidget, QPushButton

from ....processing.project_layers import layer_of
from ....translation import tr
from .season_group import play_in_time


class SeasonPlayer(QObject):
    """Offers to have layers played, in the message bar."""

    def __init__(self, iface: QgisInterface, parent: QObject):  # noqa: QGS105 (it is given)
        super().__init__(parent)
        self._iface = iface

    def offer(self, layers: list[QgsRasterLayer]) -> None:
        """Say that layers follow each other in time, with a button that plays them."""
        bar = self._iface.messageBar()
        message = bar.createMessage("STFusion", tr(
            "The dates are a group of layers that follow each other in time."))
        button = QPushButton(tr("Play in time"), message)
        identifiers = [layer.id() for layer in layers]
        button.clicked.connect(lambda: self.play(identifiers))
        message.layout().addWidget(button)
        bar.pushWidget(message, Qgis.MessageLevel.Info)

    def play(self, identifiers: list[str]) -> None:
        """Show layers, by their ids, in the temporal controller; those that are gone are not."""
        layers = [layer for identifier in identifiers if (layer := layer_of(identifier))]
        play_in_time(self._iface.mapCanvas(), layers)
        panel = self._iface.mainWindow().findChild(QDockWidget, "Temporal Controller")
        if panel is not None:
            panel.show()
            panel.raise_()

"""What the plugin adds to the QGIS desktop: parts that come and go together."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Callable, Protocol


class Part(Protocol):
    """Something in the desktop: a dock, the widgets of the layers panel, a page of the options.

    It is made with the desktop's interface (`QgisInterface`) and does nothing before `install`.
    """

    def install(self) -> None:
        """Hang it into QGIS."""

    def remove(self) -> None:
        """Take it out of QGIS again, with everything it has started: nothing stays behind."""


def parts() -> list[Callable[..., Part]]:
    """Return the classes of all parts, in the order in which they are installed.

    They are imported here, when the desktop is there: qgis_process needs none of them.
    """
    from .dock.dock_part import DockPart
    from .layers_panel.panel import LayersPanel
    from .settings.part import SettingsPart

    return [DockPart, LayersPanel, SettingsPart]


class Desktop:
    """All parts of the plugin in the QGIS desktop.

    parts: those that are installed.
    """

    def __init__(self, iface):  # noqa: QGS105 (parts get it from here)
        self._iface = iface
        self._installed = ExitStack()
        self.parts: list[Part] = []

    def install(self) -> None:
        """Install all parts; if one fails, those before it are removed again."""
        with ExitStack() as installed:
            for make in parts():
                part = make(self._iface)
                part.install()
                installed.callback(part.remove)
                self.parts.append(part)
            self._installed = installed.pop_all()

    def remove(self) -> None:
        """Remove the parts, the last one first; if one fails, the others go all the same."""
        self.parts.clear()
        self._installed.close()

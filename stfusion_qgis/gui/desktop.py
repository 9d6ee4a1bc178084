"""The parts that the plugin adds to the QGIS desktop: they come and go together."""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Callable, Protocol

from .settings.settings_part import SettingsPart


class Part(Protocol):
    """A part of the desktop: a dock, the widgets of the layers panel, a page of the options.

    It is made with the desktop's interface (`QgisInterface`) and does nothing before `install`.
    """

    def install(self) -> None:
        """Hang it into QGIS."""

    def remove(self) -> None:
        """Take it out of QGIS again, with everything it has started: nothing stays behind."""


def computing_parts() -> list[Callable[..., Part]]:
    """Return the classes of the parts that need NumPy and SciPy, in the order of installation.

    They are imported here, when both are there.
    """
    from .dock.dock_part import DockPart
    from .layers_panel.panel import LayersPanel
    from .profile.profile_part import ProfilePart
    from .toolbox.method_dialogs import MethodDialogs
    from .toolbox.toolbox_actions import ToolboxActions
    from .welcome.welcome_part import WelcomePart

    return [DockPart, LayersPanel, ProfilePart, MethodDialogs, ToolboxActions, WelcomePart]


class Desktop:
    """The plugin's parts in the QGIS desktop.

    settings: the options page, which needs neither NumPy nor SciPy.
    parts: those that are installed.
    """

    def __init__(self, iface, libraries: pathlib.Path):  # noqa: QGS105 (parts get it from here)
        """Make a desktop without parts; libraries: folder of the packages that users install."""
        self._iface = iface
        self._installed = ExitStack()
        self.settings = SettingsPart(iface, libraries)
        self.parts: list[Part] = []

    def install(self, problem: str = "") -> None:
        """Install all parts; if one fails, those before it are removed again.

        problem: why nothing can be computed here; then only the settings come, and it is shown.
        """
        try:
            self._add([self.settings])
            if problem:
                self.settings.show_problem(problem)
            else:
                self.install_parts()
        except BaseException:
            self.remove()
            raise

    def install_parts(self) -> None:
        """Install the parts that need NumPy and SciPy: all of them or, if one fails, none."""
        self._add([make(self._iface) for make in computing_parts()])
        self.settings.hide_problem()

    def remove(self) -> None:
        """Remove the parts, the last one first; if one fails, the others go all the same."""
        self.parts.clear()
        self._installed.close()

    def _add(self, parts: Sequence[Part]) -> None:
        with ExitStack() as installed:
            for part in parts:
                part.install()
                installed.callback(part.remove)
            self._installed.push(installed.pop_all())
        self.parts.extend(parts)

"""The parts of the plugin in the desktop: they come in order, and all of them go."""

import pathlib
from types import SimpleNamespace

import pytest
from qgis.core import QgsApplication

from stfusion_qgis.dependencies import required
from stfusion_qgis.gui import desktop as desktop_module
from stfusion_qgis.gui.desktop import Desktop
from stfusion_qgis.plugin import StfusionPlugin


@pytest.fixture
def log():
    """Return the list into which the parts write what happens to them."""
    return []


class Ended:
    """The signal of an installer: here a list of functions."""

    def __init__(self):
        self.functions = []

    def connect(self, function):
        self.functions.append(function)

    def emit(self, *arguments):
        for function in self.functions:
            function(*arguments)


@pytest.fixture
def use_parts(monkeypatch, log):
    """Return a function that makes the desktop consist of named parts, some of them broken.

    The first one takes the place of the settings.
    """
    def use(*names, broken_install="", broken_removal=""):
        def part(name):
            class Recorded:
                def __init__(self, iface, libraries=None):
                    self.iface, self.installer = iface, SimpleNamespace(ended=Ended())

                def show_problem(self, problem):
                    log.append(problem)

                def hide_problem(self):
                    pass

                def ask_to_restart(self, package):
                    log.append(f"restart for {package}")

                def install(self):
                    if name == broken_install:
                        raise RuntimeError("no place")
                    log.append(f"+{name} in {self.iface}")

                def remove(self):
                    log.append(f"-{name}")
                    if name == broken_removal:
                        raise RuntimeError("stuck")

            return Recorded

        monkeypatch.setattr(desktop_module, "SettingsPart", part(names[0]))
        monkeypatch.setattr(desktop_module, "computing_parts",
                            lambda: [part(name) for name in names[1:]])

    return use


def test_parts_come_and_go_once(use_parts, log):
    use_parts("a", "b")
    desktop = Desktop("QGIS", pathlib.Path("libraries"))
    desktop.install()
    assert log == ["+a in QGIS", "+b in QGIS"]
    desktop.remove()
    desktop.remove()
    assert log[2:] == ["-b", "-a"]


def test_a_part_that_cannot_come_takes_the_others_along(use_parts, log):
    use_parts("a", "b", "c", broken_install="c")
    desktop = Desktop("QGIS", pathlib.Path("libraries"))
    with pytest.raises(RuntimeError, match="no place"):
        desktop.install()
    assert log[2:] == ["-b", "-a"]
    desktop.remove()
    assert len(log) == 4


def test_a_part_that_cannot_go_holds_no_other_back(use_parts, log):
    use_parts("a", "b", broken_removal="b")
    desktop = Desktop("QGIS", pathlib.Path("libraries"))
    desktop.install()
    with pytest.raises(RuntimeError, match="stuck"):
        desktop.remove()
    assert log[2:] == ["-b", "-a"]


@pytest.fixture
def lacking(monkeypatch):
    """Let SciPy be missing; return a function that brings it."""
    monkeypatch.setattr(required, "problem", lambda: "SciPy is missing")
    return lambda: monkeypatch.setattr(required, "problem", lambda: "")


def test_without_scipy_only_the_settings_come(use_parts, log, qgis_app, lacking):
    use_parts("settings", "b")
    plugin = StfusionPlugin("QGIS")
    plugin.initGui()
    assert log == ["+settings in QGIS", "SciPy is missing"]
    assert QgsApplication.processingRegistry().providerById("stfusion") is None
    plugin.unload()
    assert log[2:] == ["-settings"]


def test_the_rest_comes_once_scipy_is_installed(use_parts, log, qgis_app, lacking):
    use_parts("settings", "b")
    plugin = StfusionPlugin("QGIS")
    plugin.initGui()
    ended = plugin.desktop.settings.installer.ended
    ended.emit("numba", "")
    ended.emit("scipy", "no network")
    assert log[2:] == []
    ended.emit("scipy", "")  # a restart is needed: Python holds a part of another one
    assert log[2:] == ["restart for scipy"]
    lacking()
    ended.emit("scipy", "")
    ended.emit("numba", "")
    assert log[3:] == ["+b in QGIS"]
    assert QgsApplication.processingRegistry().providerById("stfusion") is not None
    plugin.unload()
    assert log[4:] == ["-b", "-settings"]


def test_plugin_installs_them_only_in_the_desktop(use_parts, log, qgis_app):
    use_parts("a")
    without = StfusionPlugin(None)
    without.initGui()
    without.unload()
    assert log == []
    plugin = StfusionPlugin("QGIS")
    plugin.initProcessing()
    plugin.initGui()
    plugin.unload()
    assert log == ["+a in QGIS", "-a"]

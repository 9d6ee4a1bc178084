"""The parts of the plugin in the desktop: they come in order, and all of them go."""

import pytest

from stfusion_qgis.gui import desktop as desktop_module
from stfusion_qgis.gui.desktop import Desktop
from stfusion_qgis.plugin import StfusionPlugin


@pytest.fixture
def log():
    """Return the list into which the parts write what happens to them."""
    return []


@pytest.fixture
def use_parts(monkeypatch, log):
    """Return a function that makes the desktop consist of named parts, some of them broken."""
    def use(*names, broken_install="", broken_removal=""):
        def part(name):
            class Recorded:
                def __init__(self, iface):
                    self.iface = iface

                def install(self):
                    if name == broken_install:
                        raise RuntimeError("no place")
                    log.append(f"+{name} in {self.iface}")

                def remove(self):
                    log.append(f"-{name}")
                    if name == broken_removal:
                        raise RuntimeError("stuck")

            return Recorded

        monkeypatch.setattr(desktop_module, "parts", lambda: [part(name) for name in names])

    return use


def test_parts_come_and_go_once(use_parts, log):
    use_parts("a", "b")
    desktop = Desktop("QGIS")
    desktop.install()
    assert log == ["+a in QGIS", "+b in QGIS"]
    desktop.remove()
    desktop.remove()
    assert log[2:] == ["-b", "-a"]


def test_a_part_that_cannot_come_takes_the_others_along(use_parts, log):
    use_parts("a", "b", "c", broken_install="c")
    desktop = Desktop("QGIS")
    with pytest.raises(RuntimeError, match="no place"):
        desktop.install()
    assert log[2:] == ["-b", "-a"]
    desktop.remove()
    assert len(log) == 4


def test_a_part_that_cannot_go_holds_no_other_back(use_parts, log):
    use_parts("a", "b", broken_removal="b")
    desktop = Desktop("QGIS")
    desktop.install()
    with pytest.raises(RuntimeError, match="stuck"):
        desktop.remove()
    assert log[2:] == ["-b", "-a"]


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

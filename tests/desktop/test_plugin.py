"""The plugin's life in QGIS: it comes, speaks the user's language, and goes without a trace."""

import pathlib
import subprocess
import sys
from unittest.mock import Mock

import pytest
from qgis.core import QgsApplication, QgsSettings

from i18n.update import write
from stfusion_qgis import plugin as plugin_module
from stfusion_qgis.gui import desktop as desktop_module
from stfusion_qgis.plugin import StfusionPlugin
from stfusion_qgis.translation import tr
from tests.methods.test_elsewhere import METHOD


def provider():
    """Return the registered provider, None if there is none."""
    return QgsApplication.processingRegistry().providerById("stfusion")


@pytest.fixture
def plugin(qgis_app):
    """Return a plugin in a QGIS without desktop; it is unloaded afterwards."""
    plugin = StfusionPlugin(None)
    yield plugin
    plugin.unload()


@pytest.fixture
def chinese(qgis_app, tmp_path, monkeypatch):
    """Set QGIS to Chinese, under the name that it has there, with one string translated."""
    write(tmp_path / "zh_CN.ts", {"Window size": "窗口大小"})
    subprocess.run(["lrelease", "-silent", tmp_path / "zh_CN.ts"], check=True)
    monkeypatch.setattr(plugin_module, "TRANSLATIONS", tmp_path)
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh-Hans")
    yield
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


def test_provider_comes_once_and_goes(plugin):
    """The desktop calls initGui, and Processing may call initProcessing as well."""
    plugin.initGui()
    plugin.initProcessing()
    assert provider().algorithm("temporaldifference") is not None
    plugin.unload()
    assert provider() is None
    plugin.unload()


def test_optional_packages_come_last(plugin):
    """Packages of the profile are found, but never before those of QGIS."""
    before = list(sys.path)
    plugin.initProcessing()
    folder = pathlib.Path(sys.path[-1])
    assert [*before, str(folder)] == sys.path
    assert folder.is_relative_to(QgsApplication.qgisSettingsDirPath())
    assert folder.parts[-2:] == ("stfusion_deps", f"py3.{sys.version_info.minor}")
    plugin.unload()
    assert sys.path == before


def test_comes_again(plugin):
    """The plugin can be switched off and on."""
    plugin.initProcessing()
    plugin.unload()
    plugin.initProcessing()
    assert provider() is not None


def test_refuses_a_second_provider(plugin):
    """Two copies of the plugin do not fight for one provider."""
    plugin.initProcessing()
    with pytest.raises(RuntimeError, match="already"):
        StfusionPlugin(None).initProcessing()
    assert provider() is not None


def test_speaks_the_language_of_qgis(chinese, plugin):
    """Strings are translated while the plugin is loaded; those without translation stay."""
    plugin.initProcessing()
    assert tr("Window size") == "窗口大小"
    assert tr("Something new") == "Something new"
    plugin.unload()
    assert tr("Window size") == "Window size"


def test_english_without_translation(plugin):
    """A language for which there is none leaves the strings as they are."""
    plugin.initProcessing()
    assert tr("Window size") == "Window size"


@pytest.fixture
def failing_methods(tmp_path, monkeypatch):
    """Put methods into the profile that cannot be used, and one that can."""
    monkeypatch.setattr(plugin_module, "methods_folder", lambda: tmp_path)
    (tmp_path / "a.py").write_text("1 / 0")
    (tmp_path / "b.py").write_text(METHOD.format(id="clashes").replace("unused:", "ratio:"))
    (tmp_path / "c.py").write_text(METHOD.format(id="imagequality"))
    (tmp_path / "d.py").write_text(METHOD.format(id="works"))


def test_methods_that_fail_are_told(failing_methods, plugin, capfd):
    """On standard error of qgis_process; they take no name of an algorithm."""
    plugin.initProcessing()
    assert provider().algorithm("works") is not None
    assert provider().algorithm("clashes") is None
    assert provider().algorithm("imagequality").groupId() == "quality"
    told = capfd.readouterr().err
    for reason in ("division by zero (line 1)", "two parameters RATIO",
                   "two algorithms imagequality"):
        assert reason in told
    assert len(provider().problems) == 3


def test_methods_that_fail_are_told_in_the_window(failing_methods, qgis_app, monkeypatch):
    monkeypatch.setattr(desktop_module, "Desktop", Mock())
    iface = Mock()
    plugin = StfusionPlugin(iface)
    plugin.initGui()
    (_, text, details, _), _ = iface.messageBar().pushMessage.call_args
    assert "division by zero" in text and "two parameters RATIO" in details
    plugin.unload()

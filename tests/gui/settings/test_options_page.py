"""The page in the options of QGIS."""

import sys
import threading

import pytest
from qgis.core import QgsSettings
from qgis.gui import QgsMessageBar
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QMainWindow, QMessageBox, QTextBrowser

from stfusion_qgis.dependencies import folders
from stfusion_qgis.dependencies.catalogue import Package, Variant
from stfusion_qgis.dependencies.pins import Pins
from stfusion_qgis.gui.settings import installer as installer_module
from stfusion_qgis.gui.settings import packages_box
from stfusion_qgis.gui.settings.installer import Installer
from stfusion_qgis.gui.settings.page import OptionsPage
from stfusion_qgis.gui.settings.settings_part import SettingsPart
from stfusion_qgis.kernels import backends, cache_folder
from stfusion_qgis.processing.user_settings import UserSettings
from tests.dependencies import checks
from tests.dependencies.wheels import make_wheel, write_checksums
from tests.gui.waiting import wait_until

NAME = "stfusionextra"
ANY = ((3, 9), (3, 99))


def settle(condition):
    """Let the event loop run until a condition holds, and do what that has brought."""
    wait_until(condition)
    QCoreApplication.processEvents()


def package(megabytes=1, requires=(), name=NAME, optional=True):
    variants = tuple(Variant(name, "", (Pins((f"{name}=={version}",), ANY),), megabytes)
                     for version in ("1.0", "2.0"))
    return Package(name, "", (name,), variants, requires, optional)


@pytest.fixture
def no_settings(qgis_app):
    """Leave the settings as they were."""
    QgsSettings().remove("stfusion")
    yield
    QgsSettings().remove("stfusion")


@pytest.fixture
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    for name in (NAME, "stfusionother"):
        for version in ("1.0", "2.0"):
            make_wheel(folder, name, version)
    return folder


@pytest.fixture
def installer(qgis_app, tmp_path, wheels):
    before = list(sys.path)
    installer = Installer(folders.libraries_folder(tmp_path / "profile"),
                          ["--no-index", "--find-links", str(wheels)], write_checksums(wheels))
    yield installer
    installer.close()
    sys.path[:] = before
    for name in (NAME, "stfusionother"):
        sys.modules.pop(name, None)


@pytest.fixture
def make_page(installer, no_settings, monkeypatch):
    """Return a function that opens the page with packages; the first of them can be checked."""
    pages = []

    def opened(*found, check=checks.works_alone):
        monkeypatch.setattr(packages_box, "packages", lambda environment: [
            Package("onnxruntime", "", ("not_there",), ()), *found])
        monkeypatch.setattr(installer_module, "CHECKS", {
            each.id: check if each.id == NAME else checks.nothing for each in found})
        page = OptionsPage(installer)
        page.show()
        QCoreApplication.processEvents()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        if not sip.isdeleted(page):
            page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def state_text(page, name=NAME):
    return page.packages.rows[name]._state.text()


# Settings


def test_settings_are_kept_when_the_user_agrees(make_page):
    page = make_page()
    assert page.computation.settings() == UserSettings() == UserSettings.read()
    chosen = UserSettings(3, 4096, 256, True, "cpu", False, False)
    page.computation.show_settings(chosen)
    assert UserSettings.read() == UserSettings()
    page.apply()
    assert UserSettings.read() == chosen
    assert make_page().computation.settings() == chosen


@pytest.mark.parametrize("name, value, expected", [
    ("threads", "many", 0), ("threads", -3, 0), ("memory", "100", 256), ("memory", None, 2048),
    ("provider", "abacus", "auto"), ("float_output", "true", True), ("raster_cache", "1e9", 128)])
def test_settings_that_somebody_has_edited(no_settings, name, value, expected):
    QgsSettings().setValue(f"stfusion/{name}", value)
    assert getattr(UserSettings.read(), name) == expected


def test_what_does_not_work_here_is_marked(make_page):
    page = make_page()
    page.computation.show_providers({"cuda": "no such card", "cpu": ""})
    box = page.computation._provider
    texts = [box.itemText(i) for i in range(box.count())]
    assert any("CUDA" in text and "not on this machine" in text for text in texts)
    assert "CPU" in texts


def test_cache_of_kernels_is_emptied(make_page, tmp_path, monkeypatch):
    monkeypatch.setenv("STFUSION_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "1.0-abcdef" / "kernels"
    folder.mkdir(parents=True)
    (folder / "a.nbi").write_bytes(bytes(1_000_000))
    (folder / "mine.txt").write_text("not a kernel")
    page = make_page()
    settle(lambda: "1.0 MB" in page.cache._text.text())
    page.cache.button.click()
    settle(lambda: "0.0 MB" in page.cache._text.text() and not page.cache.button.isEnabled())
    assert cache_folder.cache_size() == 0
    assert (folder / "mine.txt").exists()


def test_cache_of_downloads_is_emptied(make_page, tmp_path, monkeypatch):
    monkeypatch.setenv("STFUSION_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "products" / "unpacked" / "abcdef"
    folder.mkdir(parents=True)
    (folder / "B4.TIF").write_bytes(bytes(2_000_000))
    box = make_page().product_cache
    settle(lambda: "2.0 MB in" in box._text.text())
    box.button.click()
    settle(lambda: "0.0 MB in" in box._text.text() and not box.button.isEnabled())
    assert not folder.exists()


# Packages


def test_installed_and_removed_by_buttons(make_page, installer):
    page = make_page(package())
    row = page.packages.rows[NAME]
    assert state_text(page) == "not installed"
    row._menu.actions()[0].trigger()
    assert not row.button.isEnabled() and page.packages._busy.isVisible()
    settle(lambda: installer.installing is None)
    assert "can be used at once" in page.packages._result.text()
    assert state_text(page) == f"{NAME} 1.0"
    assert any("Successfully installed" in line for line in installer.lines)
    assert "Successfully installed" in page.packages._log.toPlainText()
    __import__(NAME)
    assert [action.text() for action in row._menu.actions()] == [
        "Install 2.0 (1 MB)", "Remove"]
    row._menu.actions()[1].trigger()
    assert "until QGIS is restarted" in page.packages._result.text()
    assert not list(installer.libraries.glob(f"{NAME}*"))
    row._menu.actions()[1].trigger()
    settle(lambda: installer.installing is None)
    assert "Restart QGIS" in page.packages._result.text()
    assert "restart QGIS" in state_text(page)


def test_places_of_packages_are_shown_before_anything_is_installed(make_page, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:secret@mirror.example/simple")
    page = make_page(package())
    settle(page.packages._places.isVisible)
    assert "https://****@mirror.example/simple" in page.packages._places.text()
    assert page.packages._places.textFormat() == Qt.TextFormat.PlainText


def test_goes_on_while_the_options_are_closed(make_page, installer):
    page = make_page(package())
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(lambda: installer.installing is None)
    again = make_page(package())
    settle(lambda: state_text(again) == f"{NAME} 1.0")
    assert "Successfully" in again.packages._log.toPlainText()


def test_cancelled_by_the_button(make_page, installer):
    page = make_page(package(), check=checks.takes_long)
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    settle(lambda: "trying" in installer.lines)
    page.packages._cancel.click()
    settle(lambda: installer.installing is None)
    assert "Nothing was changed" in page.packages._result.text()
    assert list(installer.libraries.iterdir()) == [] and state_text(page) == "not installed"


def test_failure_is_explained(make_page, installer):
    page = make_page(package(), check=checks.fails)
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    settle(lambda: installer.installing is None)
    assert "no 'chip' <here> & now" in page.packages._result.text()
    assert page.packages._result.textFormat() == Qt.TextFormat.PlainText
    assert list(installer.libraries.iterdir()) == []


def test_what_a_package_requires_is_installed_first(make_page, installer, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Ok)
    page = make_page(package(name="stfusionother", megabytes=2000),
                     package(requires=("stfusionother",)), check=checks.needs_the_other)
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    settle(lambda: installer.installing is None)
    assert state_text(page, "stfusionother") == "stfusionother 1.0"
    assert state_text(page) == f"{NAME} 1.0"


def test_large_downloads_are_asked_for(make_page, installer, monkeypatch):
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *arguments: asked.append(
        arguments[2]) or QMessageBox.StandardButton.Cancel)
    page = make_page(package(megabytes=2600))
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    assert installer.installing is None
    assert "2.6 GB" in asked[0] and "7.8 GB" in asked[0]


def test_kernels_use_numba_without_a_restart(installer, monkeypatch):
    """The choice of the backend is made once more after an installation."""
    monkeypatch.setenv("STFUSION_BACKEND", "numpy")
    backends.choose_again()
    assert backends.backend() == "numpy"
    monkeypatch.delenv("STFUSION_BACKEND")
    assert backends.backend() == "numpy"
    installer._look_again()
    assert backends.backend() == "numba"


def test_a_needed_package_is_not_listed_where_qgis_has_it(make_page):
    assert list(make_page(package(optional=False)).packages.rows) == ["onnxruntime"]


def test_a_needed_package_is_listed_where_qgis_lacks_it(make_page, installer, monkeypatch):
    needed = package(optional=False)
    monkeypatch.setattr(packages_box, "problem", lambda: "SciPy is missing.")
    page = make_page(needed)
    assert page.packages._about.text().startswith("SciPy is missing.")
    page.packages.rows[NAME]._menu.actions()[0].trigger()
    settle(lambda: installer.installing is None)
    monkeypatch.setattr(packages_box, "problem", lambda: "")
    page = make_page(needed)  # the plugin has installed it: it can be removed again
    assert state_text(page) == f"{NAME} 1.0"
    settle(lambda: page.packages._about.text().startswith("All methods need SciPy"))


# The part of the desktop


def test_page_comes_and_goes_with_the_plugin(qgis_app, no_settings, monkeypatch, tmp_path):
    class Interface:
        def __init__(self):
            self.window = QMainWindow()
            self.bar, self.factories = QgsMessageBar(self.window), []

        registerOptionsWidgetFactory = property(lambda self: self.factories.append)  # noqa: N815
        unregisterOptionsWidgetFactory = property(lambda self: self.factories.remove)  # noqa: N815
        messageBar = property(lambda self: lambda: self.bar)  # noqa: N815

    iface = Interface()
    settings = SettingsPart(iface, tmp_path / "libraries")
    settings.install()
    (factory,) = iface.factories
    page = factory.createWidget(iface.window)
    assert isinstance(page, OptionsPage)
    settings.installer.ended.emit("numba", "")
    assert "numba is installed" in iface.bar.currentItem().text()
    settings.installer.ended.emit("numba", "no 'chip' <here> & now")
    shown = iface.bar.currentItem().findChild(QTextBrowser).toPlainText()
    assert "no 'chip' <here> & now" in shown
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settings.remove()
    assert iface.factories == []
    settle(lambda: not [t for t in threading.enumerate() if t.name == "stfusion-background"])

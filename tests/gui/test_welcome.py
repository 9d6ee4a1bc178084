"""The first steps: offered once, a page, and a demo scene that is made once."""

import os

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtWidgets import QMenu

from stfusion_qgis import translation
from stfusion_qgis.gui.welcome import demo_scene, welcome_part
from stfusion_qgis.gui.welcome.welcome_part import SHOWN, WelcomePart
from stfusion_qgis.progress import Progress
from tests.gui.dock.conftest import Interface, destroy
from tests.gui.waiting import settle, wait_until


class Desktop(Interface):
    """An interface with a menu, which asks before it begins a new project."""

    def __init__(self):
        super().__init__()
        self.menu, self.agrees, self.asked = QMenu(), True, 0

    def addPluginToRasterMenu(self, name, action):  # noqa: N802 (names are given by QGIS)
        self.menu.addAction(action)

    def removePluginRasterMenu(self, name, action):  # noqa: N802
        self.menu.removeAction(action)

    def newProject(self, asking):  # noqa: N802
        self.asked += asking
        if self.agrees:
            QgsProject.instance().clear()
        return self.agrees


@pytest.fixture
def desktop(qgis_app, tmp_path, monkeypatch):
    """Return an interface; the demo scene is a small one in a folder of the test."""
    monkeypatch.setattr(demo_scene, "PARAMETERS", demo_scene.Parameters(
        width=64, height=64, dates=3))
    monkeypatch.setattr(welcome_part, "demo_folder", lambda: str(tmp_path / "demo"))
    QgsSettings().remove(SHOWN)
    QgsProject.instance().clear()
    desktop = Desktop()
    yield desktop
    QgsProject.instance().clear()
    destroy(desktop.window)
    QgsSettings().remove(SHOWN)


@pytest.fixture
def part(desktop):
    """Return the installed part."""
    part = WelcomePart(desktop)
    part.install()
    yield part
    part.remove()
    assert desktop.menu.actions() == []


def finish(part):
    """Wait until the demo scene is made."""
    wait_until(lambda: part._task is None)


def test_it_is_offered_once(desktop, part):
    assert any("three steps" in text for text in desktop.messages())
    part.open_page()
    assert desktop.messages() == []
    again = WelcomePart(desktop)
    again.install()
    assert desktop.messages() == []
    assert len(desktop.menu.actions()) == 2
    again.remove()


def test_no_text_of_the_page_is_cut(part):
    """Nor those of another language, while the scene is being made."""
    translation.use_translator(lambda text: text + " und noch etwas mehr" * 3, "de")
    try:
        page = part.open_page()
        page.show_work(True)
        settle(page)
        assert all(words.height() >= words.heightForWidth(words.width()) for words in page._words)
    finally:
        translation.use_translator(None)


def test_the_demo_scene_has_a_project_of_its_own(desktop, part):
    """Asked for where there is another one; whoever says no keeps what is open."""
    page = part.open_page()
    page.demo_button.click()
    assert not page.demo_button.isEnabled()
    finish(part)
    names = [layer.name() for layer in QgsProject.instance().mapLayers().values()]
    assert len(names) == 6 and len({name.partition("_")[2] for name in names}) == 3
    assert desktop.asked == 0 and not page.isVisible()
    times = {path.path: path.stat().st_mtime for path in os.scandir(os.path.dirname(
        next(iter(QgsProject.instance().mapLayers().values())).source()))}
    desktop.agrees = False
    part.open_demo()
    finish(part)
    assert desktop.asked == 1 and len(QgsProject.instance().mapLayers()) == 6
    desktop.agrees = True
    part.open_demo()
    finish(part)
    assert desktop.asked == 2 and len(QgsProject.instance().mapLayers()) == 6
    assert times == {path: os.stat(path).st_mtime for path in times}  # it is made once


def test_a_folder_that_cannot_be_written(desktop, part, tmp_path):
    (tmp_path / "demo").write_text("a file in its place")
    page = part.open_page()
    page.demo_button.click()
    finish(part)
    assert page.demo_button.isEnabled()
    (kind, text), = page._problem.lines()
    assert kind == "problem" and "cannot be written" in text
    assert QgsProject.instance().mapLayers() == {}


def test_it_goes_while_the_scene_is_made(desktop, monkeypatch):
    part = WelcomePart(desktop)
    part.install()
    part.open_page()
    part.open_demo()
    part.remove()
    assert part._task is None and QgsProject.instance().mapLayers() == {}


def test_half_a_scene_is_made_anew(desktop, tmp_path):
    folder = str(tmp_path / "half")
    paths = demo_scene.make_demo(folder, Progress())
    os.remove(paths[2])
    assert demo_scene.make_demo(folder, Progress()) == paths
    assert all(map(os.path.exists, paths))

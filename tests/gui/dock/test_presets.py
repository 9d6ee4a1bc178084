"""Parameters under names of the user's own: kept in the profile, chosen, forgotten."""

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QInputDialog

from stfusion_qgis.gui.dock.method_form import MethodForm
from stfusion_qgis.gui.presets import Presets
from stfusion_qgis.methods import all_methods
from tests.gui.dock.conftest import destroy


@pytest.fixture
def form(qgis_app):
    """Return the form of STARFM, in a profile without presets."""
    QgsSettings().remove("stfusion/presets")
    form = MethodForm(all_methods()["starfm"])
    yield form
    destroy(form)
    QgsSettings().remove("stfusion/presets")


def menu(form):
    """Return the entries of the menu of presets, those of its submenu too, by their texts."""
    form.preset_button.fill()
    found = {}
    for action in form.preset_button.menu().actions():
        found[action.text()] = action
        for each in action.menu().actions() if action.menu() else ():
            found[f"{action.text()}: {each.text()}"] = each
    return found


def keep(form, name, monkeypatch, given=True):
    """Keep what the form shows under a name, as a user does."""
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (name, given))
    menu(form)["Save as preset…"].trigger()


def test_kept_chosen_and_forgotten(form, monkeypatch):
    assert list(menu(form)) == ["Save as preset…"]
    form.set_value("window_size", 31)
    keep(form, "small & quick ", monkeypatch)
    form.set_value("window_size", 11)
    keep(form, "tiny", monkeypatch)
    form.reset()
    menu(form)["small && quick"].trigger()
    assert form.parameters().window_size == 31
    menu(form)["tiny"].trigger()
    assert form.parameters().window_size == 11
    menu(form)["Delete preset: tiny"].trigger()
    assert Presets(form.method).names() == ["small & quick"]
    menu(form)["Delete preset: small && quick"].trigger()
    assert list(menu(form)) == ["Save as preset…"]


def test_each_method_has_its_own(form, monkeypatch):
    """They are there in another session, too; a name that exists is replaced."""
    form.set_value("window_size", 31)
    keep(form, "mine", monkeypatch)
    form.set_value("window_size", 21)
    keep(form, "mine", monkeypatch)
    again = MethodForm(all_methods()["starfm"])
    menu(again)["mine"].trigger()
    assert again.parameters().window_size == 21
    other = MethodForm(all_methods()["fitfc"])
    assert "mine" not in menu(other)
    for each in (again, other):
        destroy(each)


@pytest.mark.parametrize("name, given", [("", True), ("  ", True), ("mine", False)])
def test_nothing_is_kept_without_a_name(form, monkeypatch, name, given):
    keep(form, name, monkeypatch, given)
    assert list(menu(form)) == ["Save as preset…"]


@pytest.mark.parametrize("text", [
    "no json", "[]", '{"mine": 3}', '{"mine": {"method": "gone"}}',
    '{"mine": {"method": "starfm", "parameters": {"window_size": "wide", "classes": 7}}}'])
def test_whatever_a_profile_holds(form, text):
    """What cannot be read has defaults."""
    QgsSettings().setValue("stfusion/presets/starfm", text)
    presets = Presets(form.method)
    for name in presets.names():
        assert presets.get(name).window_size == form.method.Parameters().window_size
    menu(form)

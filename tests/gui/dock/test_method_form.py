"""The form of a method, made from its described parameters."""

import dataclasses

import pytest
from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt.QtWidgets import QApplication

from stfusion_qgis.gui.dock.kept_predictions import KeptList
from stfusion_qgis.gui.dock.method_form import MethodForm
from stfusion_qgis.gui.dock.method_list import MethodCombo
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.parameters import descriptions
from tests.gui.dock.conftest import destroy

METHODS = list(all_methods().values())


@pytest.fixture
def make_form(qgis_app):
    """Return a function that makes the form of a method."""
    forms = []

    def make(identifier):
        forms.append(MethodForm(all_methods()[identifier]))
        return forms[-1]
    yield make
    for form in forms:
        destroy(form)


def other_value(described, value):
    """Return a valid value that is not `value`, as far as there is one."""
    if described.kind == "switch":
        return not value
    if described.kind == "choice":
        return next((choice for choice in described.choices if choice != value), value)
    if described.kind in ("text", "file"):
        return value
    if described.kind == "number":
        return value / 2 if value else 0.25
    higher = value + (2 if described.odd else 1)
    return higher if described.maximum is None or higher <= described.maximum else value - 1


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_every_parameter_has_its_field(make_form, method):
    """It shows the default, takes other values and gives them back; advanced ones are folded."""
    form = make_form(method.id)
    defaults = method.Parameters()
    assert form.parameters() == defaults
    assert not form.problem()
    changed = dataclasses.replace(defaults, **{
        name: other_value(described, getattr(defaults, name))
        for name, described in descriptions(method.Parameters).items()})
    form.set_parameters(changed)
    assert form.parameters() == changed
    form.reset_button.click()
    assert form.parameters() == defaults
    assert not form.reset_button.isEnabled()
    folded = form.findChild(QgsCollapsibleGroupBoxBasic)
    for name, described in descriptions(method.Parameters).items():
        widget = form._fields[name].widget
        assert folded.isAncestorOf(widget) == described.advanced
        assert described.help[:20] in widget.toolTip()
    assert folded.isCollapsed()


def test_changes_are_told_once_valid(make_form):
    """An even window is refused in place, with the reason, and is told when it is odd."""
    form = make_form("starfm")
    told = []
    form.changed.connect(lambda: told.append(form.parameters()))
    form.set_value("window_size", 50)
    assert not told and "must be odd" in form.problem()
    assert not form._problem.isHidden()
    form.set_value("window_size", 49)
    assert [parameters.window_size for parameters in told] == [49]
    assert form._problem.isHidden()


def test_setting_many_is_one_change(make_form):
    form = make_form("fsdaf")
    told = []
    form.changed.connect(lambda: told.append(1))
    form.set_parameters(all_methods()["fsdaf"].Parameters(classes=7, window_size=21))
    assert len(told) == 1


def test_numbers_are_written_as_they_are(make_form):
    """0.2 and not 0.200000."""
    form = make_form("starfm")
    field = form._fields["fine_uncertainty"]
    assert field.widget.text().startswith("0.2 ")
    field.set_value(0.00015)
    assert field.value() == 0.00015


def test_list_of_methods_by_family(qgis_app):
    """Each method stands below the title of its family, which cannot be chosen."""
    combo = MethodCombo()
    family, found = None, {}
    for row in range(combo.count()):
        item = combo.model().item(row)
        if not item.isEnabled():
            family = item.text()
        else:
            found[item.text()] = family
    assert found == {method.title: method.family.value for method in METHODS}
    assert list(dict.fromkeys(found.values())) == [
        family.value for family in Family if family.value in found.values()]
    assert combo.method() is METHODS[0]
    combo.set_method("fitfc")
    assert combo.method().id == "fitfc"
    assert not combo.set_method("no such method")
    destroy(combo)


def test_kept_predictions(qgis_app):
    """They can be added, ticked, loaded and removed; the same one is there only once."""
    kept, method = KeptList(), all_methods()["starfm"]
    kept.add(method, method.Parameters())
    kept.add(method, method.Parameters(window_size=31))
    kept.add(method, method.Parameters())
    assert [line.key for line in kept.ticked()] == ["prediction:2", "prediction:3"]
    first = kept._lines[0]
    first.box.setChecked(False)
    assert [line.parameters.window_size for line in kept.ticked()] == [31]
    loaded = []
    kept.loaded.connect(loaded.append)
    kept._lines[1].loaded.emit()
    assert loaded[0].parameters.window_size == 31
    kept.remove(first)
    QApplication.processEvents()
    kept.add(method, method.Parameters(window_size=11))
    assert [line.key for line in kept.ticked()] == ["prediction:3", "prediction:4"]
    destroy(kept)

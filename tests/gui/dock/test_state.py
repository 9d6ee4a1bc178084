"""What the dock remembers in the project file."""

import json

import pytest
from qgis.core import QgsProject

from stfusion_qgis.gui.dock.project_state import method_of, read_state
from stfusion_qgis.methods import all_methods
from tests.gui.dock.conftest import destroy, take_up_layers
from tests.gui.dock.test_images import choose, chosen
from tests.gui.waiting import settle


@pytest.fixture
def project_file(tmp_path):
    """Return the path for a project file."""
    return str(tmp_path / "project.qgz")


def saved(dock, path):
    """Save the project after what the dock has to note."""
    settle(dock)
    assert QgsProject.instance().write(path)


def test_survives_a_restart(make_dock, load, project_file):
    """Images, masks, options, method, parameters and what is compared: in a new dock as before."""
    dock = make_dock()
    layers = load()
    take_up_layers(dock)
    dock.methods.combo.set_method("starfm")
    dock.methods.form.set_value("window_size", 31)
    dock.methods.kept.add_method("fitfc")
    dock.methods.kept.add(all_methods()["fsdaf"], all_methods()["fsdaf"].Parameters(classes=5),
                          ticked=False)
    choose(dock.images.rows()["fine_1"], layers["reference"])
    choose(dock.images.rows()["coarse_prediction"], layers["coarse_2"])
    choose(dock.images.rows()["reference"], None)
    dock.images.rows()["fine_1"].set_mask(layers["fine_2"])
    dock.images.options.fields["coregister"].set_value(True)
    dock.images.options.fields["ratio"].set_value(7.5)
    before = dock.memory.state()
    saved(dock, project_file)
    dock.close_for_good()
    destroy(dock)
    QgsProject.instance().clear()

    again = make_dock()
    assert again.methods.method().id == "temporaldifference" and not chosen(again)
    assert QgsProject.instance().read(project_file)
    take_up_layers(again)
    assert again.memory.state() == before
    assert chosen(again)["fine_1"] == "fine_2020-04-01"
    assert chosen(again)["coarse_prediction"] == "coarse_2020-05-01"
    assert "reference" not in chosen(again)
    assert again.methods.parameters().window_size == 31
    assert [kept.method.id for kept in again.methods.kept.ticked()] == ["fitfc"]


def test_what_works_is_the_same_after_a_restart(make_dock, load, project_file):
    """Layers that came to a set-up that was complete change nothing when the project is opened."""
    dock = make_dock()
    dock.methods.combo.set_method("fitfc")
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    load("fine_2", "coarse_2")
    dock.methods.form.set_value("regression_window", 9)
    before = chosen(dock)
    saved(dock, project_file)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(project_file)
    take_up_layers(dock)
    assert chosen(dock) == before
    assert not any(row.decided for row in dock.images.rows().values())


def test_a_new_project_is_new(make_dock, load, project_file):
    """What another project remembers does not stay."""
    dock = make_dock()
    load("fine_1", "coarse_1")
    take_up_layers(dock)
    dock.methods.combo.set_method("starfm")
    dock.methods.kept.add_method("fitfc")
    saved(dock, project_file)
    QgsProject.instance().clear()
    take_up_layers(dock)
    assert dock.methods.kept.entries() == []
    assert chosen(dock) == {}


def test_guesses_do_not_change_the_project(make_dock, load, project_file):
    """Who only looks is not asked to save."""
    dock = make_dock()
    load()
    saved(dock, project_file)
    QgsProject.instance().setDirty(False)
    settle(dock)
    assert read_state() == {}
    assert not QgsProject.instance().isDirty()


@pytest.mark.parametrize("text", [
    "", "no json", "[]", "{}", '{"method": "starfm", "parameters": [1]}',
    '{"layers": {"fine_1": "no such layer"}, "masks": null, "kept": [{"method": "gone"}, 3]}',
    '{"method": "starfm", "parameters": {"window_size": "wide", "classes": 9, "new": 1}}',
    '{"options": {"ratio": "x", "band_matching": 7, "upscaling": null, "scale_coarse": 1}}',
    '{"comparison": {"divider": "x", "tab": [], "left": 5}, "kept": 7, "masks": {"fine_1": 3}}',
    '{"comparison": 4, "layers": [], "options": []}'])
def test_a_state_of_another_kind(make_dock, load, text):
    """Whatever a project holds, the dock opens."""
    load("fine_1", "coarse_1", "coarse_prediction")
    QgsProject.instance().writeEntry("stfusion", "dock", text)
    dock = make_dock()
    take_up_layers(dock)
    assert chosen(dock)["fine_1"] == "fine_2020-03-01"
    json.dumps(dock.memory.state())


def test_parameters_that_have_changed_since():
    """What still fits is kept, the rest gets its default."""
    method, parameters = method_of({"method": "starfm", "parameters": {
        "window_size": 31, "classes": "many", "similarity": "all", "fine_uncertainty": 1,
        "log_scale": True, "gone": 5}})
    assert method.id == "starfm"
    assert parameters == method.Parameters(window_size=31, similarity="all", fine_uncertainty=1)
    assert method_of({"method": "no such method"}) is None

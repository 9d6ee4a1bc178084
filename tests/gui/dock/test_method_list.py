"""The list of methods: what each needs, which cannot run, and which to try first."""

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt

from stfusion_qgis.gui.widgets.detail_delegate import DETAIL
from tests.gui.dock.conftest import take_up_layers


def entries(dock):
    """Return title and words of the entries that are shown, and whether they are grey."""
    combo = dock.methods.combo
    shown = [combo.model().item(row) for row in range(combo.count())
             if not combo.view().isRowHidden(row)]
    grey = combo.palette().color(combo.palette().Disabled, combo.palette().Text)
    return [(item.text(), item.data(DETAIL), item.foreground().color() == grey)
            for item in shown]


def test_words_and_reasons(make_dock, load):
    dock = make_dock()
    assert entries(dock)[0][0] == "Baseline"  # nothing to recommend anything for
    assert not any(grey for _, _, grey in entries(dock))
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    found = {title: (words, grey) for title, words, grey in entries(dock)[2:]}
    assert found["Fit-FC"] == ("1 pair · medium", False)
    assert found["ESTARFM"] == ("Missing: pair 2.", True)
    assert entries(dock)[:2] == [("Recommended for these images", None, False),
                                 ("Blend", "1 to 5 pairs · fast", False)]
    load("fine_2", "coarse_2")
    take_up_layers(dock)
    assert entries(dock)[1][0] == "Blend"
    assert ("ESTARFM", "2 pairs · medium", False) in entries(dock)
    QgsProject.instance().removeAllMapLayers()
    take_up_layers(dock)
    assert entries(dock)[0][0] == "Baseline"


def test_the_recommended_one_is_chosen_where_it_always_stands(make_dock, load):
    """So that it stays chosen when another one is recommended."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    combo, chosen = dock.methods.combo, []
    combo.chosen.connect(chosen.append)
    combo.setCurrentIndex(1)
    assert [method.id for method in chosen] == ["blend"] and dock.methods.method().id == "blend"
    assert combo.currentIndex() > 1
    load("fine_2", "coarse_2")
    take_up_layers(dock)
    assert combo.method().id == "blend" and len(chosen) == 1


def test_a_grey_method_shows_what_it_lacks(make_dock, load):
    """It can be chosen: its rows are there then."""
    dock = make_dock()
    load("fine_1", "coarse_1", "coarse_prediction")
    take_up_layers(dock)
    combo = dock.methods.combo
    row = combo.findText("ESTARFM")
    assert combo.model().item(row).flags() & Qt.ItemFlag.ItemIsSelectable
    combo.setCurrentIndex(row)
    assert not dock.images.rows()["fine_2"].isHidden()
    assert not dock.run_bar.run_button.isEnabled()

"""Networks take part in comparisons where they have not been."""

import dataclasses

import pytest
from osgeo import osr

from stfusion_qgis.comparison import contestants
from stfusion_qgis.comparison.contestants import network_contestants
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.networks.contract import Contract, read_contract
from stfusion_qgis.networks.places import degrees_box, overlap
from stfusion_qgis.networks.shipped import shipped_network, shipped_networks

UTM = "EPSG:32630"


def grid_at(left, top):
    """Return a grid of 6 km in Spain."""
    return Grid(reference(UTM), left, top, 30.0, 30.0, 200, 200)


def reference(name):
    system = osr.SpatialReference()
    system.SetFromUserInput(name)
    return system.ExportToWkt()


def test_boxes_are_in_degrees():
    """A kilometre at the equator and the zone's meridian is 1 / 110.6 and 1 / 111.3 degrees."""
    west, south, east, north = degrees_box(Grid(reference(UTM), 500000, 1000, 10, 10, 100, 100))
    assert west == pytest.approx(-3, abs=1e-3) and south == pytest.approx(0, abs=1e-3)
    assert east == pytest.approx(-3 + 1 / 111.3, abs=2e-4)
    assert north == pytest.approx(1 / 110.6, abs=2e-4)
    assert degrees_box(Grid("", 0, 0, 1, 1, 10, 10)) is None
    assert overlap((0, 0, 2, 2), [(1, 1, 3, 3)]) and not overlap((0, 0, 1, 1), [(1, 0, 2, 1)])


def test_where_a_network_was_trained_it_does_not_take_part(monkeypatch):
    pytest.importorskip("onnxruntime")
    here = grid_at(500000, 4500000)
    box = degrees_box(here)
    shipped = {"here": (box,), "elsewhere": ((10.0, 10.0, 11.0, 11.0),), "unknown": None}
    base = read_contract(shipped_network("residualfusion"))
    monkeypatch.setattr(contestants, "shipped_networks", lambda: dict.fromkeys(shipped, ""))
    monkeypatch.setattr(contestants, "shipped_network", lambda name: name)
    monkeypatch.setattr(contestants, "read_contract", lambda name: dataclasses.replace(
        base, places=shipped[name]))
    found = network_contestants(2, here)
    assert [one.parameters.network for one in found] == ["elsewhere"]
    assert found[0].pairs == 1 and found[0].key == "networkfusion_elsewhere_1"
    assert not network_contestants(2, Grid("", 0, 0, 1, 1, 10, 10))


def test_the_shipped_ones_say_where_they_were(shared_data):
    """All of them; those that were kept from Lower Gwydir and the Salton Sea do not name these."""
    contracts = {name: read_contract(shipped_network(name)) for name in shipped_networks()}
    assert all(contract.places for contract in contracts.values())
    gwydir = degrees_box(Raster(str(shared_data / "gwydir/fine_2004-11-26.tif")).grid)
    seen = {name for name, contract in contracts.items() if overlap(gwydir, contract.places)}
    assert seen == {"residualfusion"}
    again = Contract.from_json(contracts["residualfusion"].to_json())
    assert again == contracts["residualfusion"]

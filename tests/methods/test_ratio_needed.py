"""Which methods must know the scale ratio of resampled images: those that say so."""

import dataclasses

import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.methods import all_methods
from tests.scene_files import make_images


@pytest.mark.parametrize("method", [
    method for method in all_methods().values() if method.id != "networkfusion"],
    ids=lambda method: method.id)
def test_a_method_says_whether_it_needs_the_ratio(method, tmp_path):
    """Without it, a run stops in those that need it, and only in them."""
    images = make_images(rows=48, columns=48, pairs=max(1, method.pairs[0]))
    scene = dataclasses.replace(images.open(tmp_path, resampled=True), ratio=None)
    parameters = method.Parameters()
    try:
        engine.run(method, scene, parameters, [str(tmp_path / "predicted.tif")])
        stopped = False
    except InputError as error:
        assert "same pixel size" in str(error)
        stopped = True
    assert stopped == method.needs_ratio(parameters)


def test_it_may_depend_on_the_parameters():
    method = all_methods()["interpolation"]
    assert method.needs_ratio(method.Parameters(interpolation="area"))
    assert not method.needs_ratio(method.Parameters(interpolation="cubic"))

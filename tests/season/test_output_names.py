"""Names of files of predictions."""

import datetime

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.methods import all_methods
from stfusion_qgis.season.output_names import PATTERN, free_path, output_name, uncertainty_path

STARFM = all_methods()["starfm"]
DAY = datetime.date(2020, 11, 3)


def test_the_usual_pattern():
    assert output_name(PATTERN, STARFM, STARFM.Parameters(), DAY) == "starfm_2020-11-03.tif"
    assert output_name("{date}-x", STARFM, STARFM.Parameters(), None) == "undated-x.tif"


def test_other_parameters_are_another_name():
    names = {output_name(PATTERN, STARFM, parameters, DAY) for parameters in (
        STARFM.Parameters(), STARFM.Parameters(window_size=31),
        STARFM.Parameters(window_size=31, similarity="all"),
        STARFM.Parameters(fine_uncertainty=0.25))}
    assert len(names) == 4
    assert "starfm_window_size-31_2020-11-03.tif" in names


def test_long_lists_of_parameters_are_short_names():
    """Their number of characters is bounded, and two are still different."""
    method = all_methods()["networkfusion"]
    given = [method.Parameters(network_file=f"/a/{'n' * 90}{i}.onnx") for i in range(2)]
    names = [output_name(PATTERN, method, parameters, DAY) for parameters in given]
    assert names[0] != names[1] and all(len(name) < 90 for name in names)
    short = output_name(PATTERN, method, method.Parameters(network_file="/a b/my/net.onnx"), DAY)
    assert short == "networkfusion_network_file-net_2020-11-03.tif"


@pytest.mark.parametrize("pattern", ["", " ", "{method", "{methods}.tif", "{0}", "{date.year}",
                                     "{date!r}", "{date:%Y}", "a/{date}.tif", "{}"])
def test_what_is_no_pattern(pattern):
    with pytest.raises(InputError, match="pattern"):
        output_name(pattern, STARFM, STARFM.Parameters(), DAY)


def test_nothing_is_overwritten(tmp_path):
    first = free_path(str(tmp_path), "a.tif")
    (tmp_path / "a.tif").touch()
    second = free_path(str(tmp_path), "a.tif")
    third = free_path(str(tmp_path), "a.tif", [second])
    assert [path.rpartition("/")[2] for path in (first, second, third)] == [
        "a.tif", "a_2.tif", "a_3.tif"]
    assert uncertainty_path(third).endswith("a_3_uncertainty.tif")

"""Which methods take part in a comparison, and with which images."""

from stfusion_qgis.comparison.contestants import Contestant, classical_contestants
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family


def test_classical_contestants():
    """One pair each, two for those that take two, none of the networks."""
    assert not any(one.method.family is Family.NETWORK for one in classical_contestants(2))
    assert {one.pairs for one in classical_contestants(1)} == {1}
    one, two = ({found.method.id for found in classical_contestants(5) if found.pairs == n}
                for n in (1, 2))
    assert {"starfm", "fitfc", "atprk", "vipstf"} <= one and "estarfm" not in one
    assert {"estarfm", "starfm", "spstfm", "temporaldifference"} <= two and "fitfc" not in two


def test_the_images_of_a_contestant():
    """Pairs are complete; methods without pairs get the fine image, for its grid, alone."""
    methods = all_methods()
    assert set(Contestant(methods["starfm"], 2).roles) == {
        "fine_1", "coarse_1", "fine_2", "coarse_2"}
    assert Contestant(methods["starfm"], 1).roles == ["fine_1", "coarse_1"]
    assert Contestant(methods["interpolation"], 1).roles == ["fine_1"]
    assert "2" in Contestant(methods["estarfm"], 2).title


def test_as_many_pairs_as_there_are():
    methods = all_methods()
    assert Contestant.with_most(methods["starfm"], 1).pairs == 1
    assert Contestant.with_most(methods["starfm"], 9).pairs == 2
    assert Contestant.with_most(methods["estarfm"], 1) is None

"""The land has no seams, and its seasons and shares are possible ones."""

import numpy as np
import pytest

from stfusion_qgis.simulation import Parameters, phenology, reflectances
from stfusion_qgis.simulation.landscape import Landscape
from stfusion_qgis.simulation.noise import LandFrame

BANDS = reflectances.reflectances(reflectances.bands_of(6))


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_frames_fit_together_without_seams(seed):
    landscape = Landscape(Parameters(width=600, height=600, seed=seed))
    whole = landscape.cover(LandFrame(seed, 30, 100, 100, 200, 200))
    part = landscape.cover(LandFrame(seed, 30, 160, 130, 70, 80))
    for change in ("none", "flood"):
        expected = whole.reflectance(BANDS, 150, 1, change)[:, 61:129, 31:109]
        got = part.reflectance(BANDS, 150, 1, change)[:, 1:-1, 1:-1]
        differs = np.abs(got - expected).max(axis=0) > 1e-3
        # Rounding may put a pixel on the very edge of a field into the other field.
        assert differs.mean() < 0.003


def test_shares_of_cover_are_whole():
    cover = Landscape(Parameters()).cover(LandFrame(1, 30, 0, 0, 150, 150))
    shares = np.stack(list(cover.shares.values()))
    assert shares.min() > -1e-6
    np.testing.assert_allclose(shares.sum(axis=0), 1, atol=1e-5)


def test_relief_shades_hills_but_not_plains():
    cover = Landscape(Parameters(seed=1)).cover(LandFrame(1, 30, 400, 380, 250, 250))
    flat, shaded = (cover.reflectance(BANDS, 118, relief, "none") for relief in (0, 1))
    contrast = np.abs(shaded / flat - 1)[3]
    assert np.median(contrast[cover.land.hilliness > 0.4]) > 0.05
    assert np.median(contrast[cover.land.hilliness < 0.02]) < 0.01


def test_calendar_of_crops_is_possible_and_known():
    calendar = phenology.calendar()
    green, dry, flooded, blossom = calendar
    assert calendar.min() >= 0
    assert (green + dry + flooded).max() <= 1 + 1e-6
    assert (blossom <= green).all()
    day = {crop.name: i for i, crop in enumerate(phenology.CROPS)}
    wheat_and_maize, rice, rape = (day[n] for n in ("wheat and maize", "rice", "rapeseed"))
    assert green[wheat_and_maize, 120] > 0.7 > 0.1 > green[wheat_and_maize, 170]
    assert green[wheat_and_maize, 225] > 0.7
    assert flooded[rice, 150] > 0.6 > 0.05 > flooded[rice, 230]
    assert blossom[rape, 103] > 0.4 > 0.05 > blossom[rape, 200]

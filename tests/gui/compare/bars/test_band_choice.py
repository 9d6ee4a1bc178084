"""Which bands can be chosen."""

from stfusion_qgis.gui.compare.bars.band_choice import band_choices

LANDSAT = ["blue", "green", "red", "nir", "swir1", "swir2"]


def described(choices):
    return [(choice.key, choice.bands) for choice in choices]


def test_colours_that_are_known_come_first():
    choices = band_choices(LANDSAT, [482, 561, 655, 865, 1609, 2201])
    assert described(choices)[:2] == [("infrared", (3, 2, 1)), ("natural", (2, 1, 0))]
    assert choices[0].label == "Near infrared (nir, red, green)"
    assert described(choices)[2:] == [(f"band:{i + 1}", (i,)) for i in range(6)]
    assert choices[5].label == "nir, 865 nm"


def test_bands_without_meaning():
    assert described(band_choices(["a", "b", "c", "d"]))[0] == ("colours", (3, 2, 1))
    assert described(band_choices(["a"])) == [("band:1", (0,))]
    assert described(band_choices(["a", "b"])) == [("band:1", (0,)), ("band:2", (1,))]


def test_what_the_map_shows_is_usual():
    choices = band_choices(["Band 1", "Band 2", "Band 3"], on_map=(0, 1, 2))
    assert described(choices)[:2] == [("map", (0, 1, 2)), ("band:1", (0,))]
    assert choices[0].label == "As on the map (Band 1, Band 2, Band 3)"
    assert described(band_choices(LANDSAT, on_map=(2, 1, 0)))[:2] == [
        ("map", (2, 1, 0)), ("infrared", (3, 2, 1))]
    assert described(band_choices(["a", "b"], on_map=(0, 1, 2))) == [
        ("band:1", (0,)), ("band:2", (1,))]

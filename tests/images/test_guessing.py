"""Which loaded image is which."""

import dataclasses
import datetime

import pytest

from stfusion_qgis.images.guessing import Candidate, guess_ratio, guess_roles, resolution_in
from stfusion_qgis.images.roles import COARSE_PREDICTION, FINE_1, Role

DATES = {"a": (2020, 3, 1), "b": (2020, 4, 1), "c": (2020, 5, 1), "d": (2020, 6, 1)}


def image(name, pixel, date=None, grid=None, bands=3):
    when = datetime.date(*DATES[date]) if date else None
    return Candidate(name, name, pixel, bands, when, grid or pixel)


def fine(*dates):
    return [image(f"fine {date}", 30, date) for date in dates]


def coarse(*dates):
    return [image(f"coarse {date}", 240, date) for date in dates]


def named(roles):
    """Return the roles with their images as "f a" for "fine a"."""
    return {role: name.replace("fine", "f").replace("coarse", "c") for role, name in roles.items()}


def test_the_date_without_fine_image_is_predicted():
    roles = guess_roles(fine("a") + coarse("a", "b"), {}, 2)
    assert named(roles) == {"fine_1": "f a", "coarse_1": "c a", "coarse_prediction": "c b"}


def test_pairs_stand_on_both_sides_of_the_prediction():
    """The nearest pair first, then the nearest one on the other side."""
    roles = guess_roles(fine("a", "b", "d") + coarse("a", "b", "c", "d"), {}, 2)
    assert named(roles) == {"coarse_prediction": "c c", "fine_1": "f b", "coarse_1": "c b",
                            "fine_2": "f d", "coarse_2": "c d"}


def test_a_complete_series_gets_a_reference():
    """Where every date has its fine image, one is predicted to be compared with it."""
    roles = guess_roles(fine("a", "b") + coarse("a", "b"), {}, 2)
    assert named(roles) == {"fine_1": "f a", "coarse_1": "c a", "coarse_prediction": "c b",
                            "reference": "f b"}
    roles = guess_roles(fine("a", "b", "c") + coarse("a", "b", "c"), {}, 2)
    assert named(roles)["coarse_prediction"] == "c b" and named(roles)["reference"] == "f b"
    assert {named(roles)["fine_1"], named(roles)["fine_2"]} == {"f a", "f c"}


def test_names_tell_resampled_coarse_images():
    """All images have the same pixels, as those of shenzhen."""
    names = ["L72000306_SZ_B432_30m", "L72002311_SZ_B432_30m", "MOD09_2000306_SZ_B214_250m",
             "MOD09_2002311_SZ_B214_250m"]
    dates = [datetime.date(2000, 11, 1), datetime.date(2002, 11, 7)] * 2
    images = [Candidate(name, name, 30, 3, date, "grid") for name, date in zip(names, dates)]
    assert guess_roles(images, {}, 1) == {
        "fine_1": names[0], "coarse_1": names[2], "coarse_prediction": names[3],
        "reference": names[1]}
    assert guess_ratio(images[0], images[2]) == pytest.approx(8.33, abs=0.01)


def test_what_the_user_chose_stays():
    images = fine("a", "b") + coarse("a", "b")
    roles = guess_roles(images, {COARSE_PREDICTION: "coarse a"}, 1)
    assert named(roles) == {"coarse_prediction": "c a", "reference": "f a", "fine_1": "f b",
                            "coarse_1": "c b"}
    roles = guess_roles(images, {FINE_1: "fine b"}, 1)
    assert named(roles) == {"fine_1": "f b", "coarse_1": "c b", "coarse_prediction": "c a",
                            "reference": "f a"}


def test_a_layer_that_is_gone_is_guessed_anew():
    roles = guess_roles(fine("a") + coarse("a", "b"), {FINE_1: "no such layer"}, 1)
    assert named(roles)["fine_1"] == "f a"


def test_images_without_dates():
    """Two coarse images without dates could be any: only the fine one is known."""
    images = [image("sharp", 30), image("blurred", 300), image("blurred too", 300)]
    assert guess_roles(images, {}, 1)["fine_1"] == "sharp"


def test_other_rasters_do_not_disturb():
    """A band of elevation on another grid is no fine image; neither is a finer photograph."""
    images = [*fine("a"), *coarse("a", "b"), image("elevation", 10, None, "other", 1)]
    roles = guess_roles([images[-1], *images[:-1]], {}, 1)
    assert named(roles) == {"fine_1": "f a", "coarse_1": "c a", "coarse_prediction": "c b"}


def placed(candidates, *extent):
    """Return images with an extent: west, south, east, north."""
    return [dataclasses.replace(each, extent=extent, id=f"{each.id} {extent[0]}",
                                grid=(each.grid, extent))
            for each in candidates]


def test_images_of_other_land_are_no_partners():
    """Each of two places has its images; a place without coarse images comes last."""
    here = placed(fine("a", "b") + coarse("a", "b", "c"), 10, 40, 11, 41)
    there = placed(fine("a", "b", "c", "d"), 20, 40, 21, 41)
    roles = guess_roles(there + here, {}, 2)
    assert len(roles) == 5 and all(name.endswith(" 10") for name in roles.values())
    roles = guess_roles(here + placed(coarse("d"), 20, 40, 21, 41), {}, 1)
    assert roles[COARSE_PREDICTION] == "coarse c 10"
    roles = guess_roles(there + here, {FINE_1: "fine b 20"}, 1)  # as the user wants
    assert roles == {FINE_1: "fine b 20"}


def test_longitudes_count_from_either_meridian():
    """A global coarse image from 0 to 360 shows what lies at -60."""
    images = placed(fine("a"), -61, -3, -60, -2) + placed(coarse("a", "b"), 0, -90, 360, 90)
    assert len(guess_roles(images, {}, 1)) == 3


@pytest.mark.parametrize("candidates", [
    [], fine("a"), coarse("a"), coarse("a", "b"), fine("a", "b")])
def test_too_few_images(candidates):
    """No image gets two roles, whatever is missing."""
    roles = guess_roles(candidates, {}, 2)
    assert len(set(roles.values())) == len(roles)


@pytest.mark.parametrize("name, resolution", [
    ("MOD09_2000306_SZ_B214_250m", 250), ("VNP 0.5km", 500), ("S2_10m_2020", 10),
    ("coarse_sim_300m_2018-07-23", 300), ("scene", None), ("2020m05", None), ("1 km", 1000)])
def test_resolution_in_names(name, resolution):
    assert resolution_in(name) == resolution


def test_what_a_product_tells_counts():
    """Its sensor rather than a name; a fine image under clouds makes no pair, nor a known date."""
    images = [dataclasses.replace(image(f"{name} {day}", pixel, day), clear=clear, sensor=sensor)
              for name, pixel, sensor, shares in (
                  ("a scene near MODIS Bay", 30, "fine", (0.9, 0.1, 0.8)),
                  ("scene", 480, "coarse", (0.9, 0.8, 0.9)))
              for day, clear in zip("abc", shares)]
    roles = guess_roles(images, {}, 2)
    assert roles[COARSE_PREDICTION] == "scene b"
    assert {roles[Role.fine(k)][-1] for k in (1, 2)} == {"a", "c"}


def test_masks_and_quality_layers_are_nobodys_images():
    """They lie on the grids of the images, have their dates, and are as sharp."""
    masks = [dataclasses.replace(each, id=f"m{each.id}", is_quality=True)
             for each in fine("a", "b") + coarse("a", "b")]
    images = fine("a") + coarse("a", "b")
    assert guess_roles(masks + images, {}, 2) == guess_roles(images, {}, 2)
    assert guess_roles(masks, {}, 1) == {}
    chosen = guess_roles(masks + images, {FINE_1: masks[0].id}, 1)
    assert chosen[FINE_1] == masks[0].id and chosen["coarse_1"] == "coarse a"

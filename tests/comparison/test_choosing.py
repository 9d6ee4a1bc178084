"""The choice of a method: known answers on series that are made for them."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from stfusion_qgis.comparison import choosing, contest
from stfusion_qgis.comparison.block_errors import BlockErrors
from stfusion_qgis.comparison.choice import ranking
from stfusion_qgis.comparison.choice_report import csv_of, write_choice
from stfusion_qgis.comparison.choosing import choose_method, left_out_dates
from stfusion_qgis.comparison.contestants import Contestant
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from tests.scene_files import block_mean, write_tif

METHODS = all_methods()
RATIO, SIDE = 8, 96
DATES = ("2020-03-01", "2020-03-21", "2020-05-01", "2020-05-11")
QUICK = ("temporaldifference", "fitfc", "interpolation", "vipstf")


@pytest.fixture
def few_methods(monkeypatch):
    """Leave only some methods, since this is not about them."""
    found = choosing.classical_contestants

    def chosen(available):
        return [one for one in found(available) if one.method.id in QUICK]

    monkeypatch.setattr(choosing, "classical_contestants", chosen)
    monkeypatch.setattr(choosing, "network_contestants", lambda *_: [])


def series(folder, fine_images, coarse_images=None):
    coarse_images = coarse_images or [block_mean(fine, RATIO) for fine in fine_images]
    sources = []
    for date, fine, coarse in zip(DATES, fine_images, coarse_images):
        sources.append((
            Source(write_tif(folder / f"fine_{date}.tif", fine.astype(np.float32))),
            Source(write_tif(folder / f"coarse_{date}.tif", coarse.astype(np.float32),
                             30 * RATIO))))
    scene = open_scene(Inputs.of(*zip(*sources), []))
    (folder / "files").mkdir()
    return left_out_dates(scene, sources, ImageOptions(), str(folder / "files"), Progress())


def steady(times=(0.0, 1.0, 3.0, 4.0), seed=0):
    """Return land that brightens in patches of coarse pixels: the temporal difference is right."""
    rng = np.random.default_rng(seed)
    fine = rng.uniform(0.1, 0.4, (2, SIDE, SIDE))
    rate = rng.uniform(0, 0.05, (2, 1, 1))
    return [fine + time * rate for time in times]


def test_dates_are_predicted_from_the_nearest_ones(tmp_path):
    dates = series(tmp_path, steady())
    assert [list(date.references) for date in dates] == [[1, 2, 3], [0, 2, 3], [3, 1, 0], [2, 1, 0]]
    scene = dates[1].scene_of(Contestant(METHODS["starfm"], 2).roles)
    assert [str(raster.date) for raster in scene.fine] == [DATES[0], DATES[2]]
    assert str(scene.coarse_predictions[0].date) == DATES[1]


@pytest.mark.usefixtures("few_methods")
def test_the_method_that_is_right_wins(tmp_path):
    """An even change: what adds the coarse change makes no error at all, what smooths does."""
    choice = choose_method(series(tmp_path, steady()), 600)
    assert choice.best.contestant.method.id in ("temporaldifference", "vipstf")
    last = choice.ranked[-1]
    assert last.contestant.method.id == "interpolation" and last.error > 10 and not last.tied
    assert [target.name for target in choice.targets] == list(DATES)
    assert [target.days for target in choice.targets] == [20, 20, 10, 10]
    assert [target.between for target in choice.targets] == [False, True, True, False]
    assert choice.unchanged > 10


@pytest.mark.usefixtures("few_methods")
def test_noise_of_the_coarse_images_makes_the_single_difference_lose(tmp_path):
    """It copies the noise, which two pairs average and regression takes for nothing."""
    rng = np.random.default_rng(1)
    fine = steady()
    coarse = [block_mean(image, RATIO) + rng.normal(0, 0.05, (2, SIDE // RATIO, SIDE // RATIO))
              for image in fine]
    choice = choose_method(series(tmp_path, fine, coarse), 600)
    best = choice.best
    assert best.error < 0.85 and best.contestant.title in choice.headline()
    assert best.contestant.pairs == 2 or best.contestant.method.id in ("fitfc", "vipstf")
    difference = next(one for one in choice.ranked if one.contestant.title == "Temporal difference")
    assert difference.error == 1 and not difference.tied and difference.chance == 0
    assert "unchanged" in choice.headline()  # the land has hardly changed


@pytest.mark.usefixtures("few_methods")
def test_what_takes_too_long_is_named_and_the_baseline_is_awaited(tmp_path):
    choice = choose_method(series(tmp_path, steady()), 0.0)
    assert {one.contestant.method.id for one in choice.ranked} == {"temporaldifference"}
    skipped = dict(choice.skipped)
    assert "takes longer" in skipped["Fit-FC"]


def test_it_can_be_cancelled(tmp_path):
    dates = series(tmp_path, steady())

    class Impatient(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        choose_method(dates, 600, progress=Impatient())


@pytest.mark.usefixtures("few_methods")
def test_large_images_are_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(choosing, "SIDE", 64)
    dates = series(tmp_path, steady())
    assert dates[0].window.rows == dates[0].window.columns == 64
    assert choose_method(dates, 600).targets[0].pixels == 64 * 64


@pytest.mark.usefixtures("few_methods")
def test_gaps_do_not_count(tmp_path):
    fine = steady()
    coarse = [block_mean(image, RATIO) for image in fine]
    fine[2] = fine[2].copy()
    fine[2][:, :20, :30] = np.nan
    choice = choose_method(series(tmp_path, fine, coarse), 600)
    assert choice.targets[2].pixels == SIDE * SIDE - 20 * 30
    assert choice.best.error <= 1 and not choice.skipped


@pytest.mark.usefixtures("few_methods")
def test_dates_that_have_nothing_in_common(tmp_path):
    fine = steady((0.0, 1.0))
    coarse = [block_mean(image, RATIO) for image in fine]
    fine[0][:, :50], fine[1][:, 50:] = np.nan, np.nan
    with pytest.raises(InputError, match=r"No pixel of 2020-03-01|no valid pixel"):
        choose_method(series(tmp_path, fine, coarse), 600)


@pytest.mark.usefixtures("few_methods")
def test_report_and_table(tmp_path):
    choice = choose_method(series(tmp_path, steady()), 600)
    choice = replace(choice, skipped=[("A <b>method</b>", "takes too long")])
    write_choice(str(tmp_path / "report.html"), choice, details={"Place": "<i>"}, bands=["a", "b"])
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "A &lt;b&gt;method" in text and "&lt;i&gt;" in text and text.count("<img") >= 7
    rows = list(csv.DictReader(io.StringIO(csv_of(choice))))
    assert len(rows) == len(choice.ranked) * 5 and rows[0]["date"] == "all"
    assert {row["date"] for row in rows[1:5]} == set(DATES)


def errors_of(squares, ratio=None):
    """Return the block errors of predictions with these squared errors (predictions, ...)."""
    truth = Image(np.zeros((1, *squares[0].shape)), np.ones(squares[0].shape, bool))
    return BlockErrors.of([Image(np.sqrt(one)[None], truth.valid) for one in squares], truth,
                          truth.valid, ratio)


def test_block_errors_are_those_of_the_pixels():
    squares = np.random.default_rng(0).uniform(0, 1, (3, 50, 70))
    found = errors_of(list(squares), 4.0)
    assert found.pixels.sum() == 50 * 70 and len(found.pixels) > 25
    np.testing.assert_allclose(found.mean_squares()[:, 0], squares.mean(axis=(1, 2)))
    weights = np.zeros((2, len(found.pixels)))
    weights[0, 0] = weights[1, -1] = 1
    side = int(np.sqrt(found.pixels[0]))
    np.testing.assert_allclose(found.mean_squares(weights)[0, :, 0],
                               squares[:, :side, :side].mean(axis=(1, 2)))


def test_ties_are_called_ties():
    """Two methods whose errors differ by chance tie; one that is worse everywhere does not."""
    rng = np.random.default_rng(3)
    base = rng.gamma(2, 1, (80, 80))
    noise = np.kron(rng.normal(0, 0.3, (2, 5, 5)), np.ones((16, 16)))
    squares = [2 * base, base * np.exp(noise[0]), base * np.exp(noise[1]), 1.5 * base]
    contestants = [Contestant(METHODS[key], 1) for key in (
        "temporaldifference", "fitfc", "starfm", "fsdaf")]
    found = ranking(contestants, [1.0] * 4, [errors_of(squares), errors_of(squares)], 0)
    by_id = {one.contestant.method.id: one for one in found}
    assert by_id["fitfc"].tied and by_id["starfm"].tied
    assert not by_id["fsdaf"].tied and not by_id["temporaldifference"].tied
    assert by_id["temporaldifference"].error == 1
    assert abs(by_id["fsdaf"].error - np.sqrt(0.75)) < 1e-9
    assert sum(one.chance for one in found) == pytest.approx(1)
    assert all(one.low <= one.error <= one.high for one in found)


def test_order_of_methods_does_not_matter():
    squares = list(np.random.default_rng(4).gamma(2, 1, (3, 60, 60)))
    contestants = [Contestant(METHODS[key], 1) for key in ("temporaldifference", "fitfc", "fsdaf")]
    first = ranking(contestants, [1, 2, 3], [errors_of(squares)], 0)
    second = ranking(contestants[::-1], [3, 2, 1], [errors_of(squares[::-1])], 2)
    assert [(one.contestant.method.id, one.error, one.seconds) for one in first] == [
        (one.contestant.method.id, one.error, one.seconds) for one in second]


def test_dictionaries_take_part_in_small_images_only(tmp_path, monkeypatch):
    monkeypatch.setattr(contest, "DICTIONARY_VALUES", 100)
    wanted = ("temporaldifference", "onepairdictionary")
    found = [one for one in choosing.classical_contestants(1) if one.method.id in wanted]
    monkeypatch.setattr(choosing, "classical_contestants", lambda available: found)
    choice = choose_method(series(tmp_path, steady()), 600)
    assert "takes too long" in dict(choice.skipped)["One-pair dictionary learning"]


@pytest.mark.usefixtures("few_methods")
def test_inner_dates_and_ends_may_have_other_winners(tmp_path):
    """Noise makes two pairs better between dates; land that turns makes them worse at the ends."""
    rng = np.random.default_rng(5)
    fine = steady((0.0, 3.0, 6.0, 0.0))
    coarse = [block_mean(image, RATIO) + rng.normal(0, 0.02, (2, SIDE // RATIO, SIDE // RATIO))
              for image in fine]
    choice = choose_method(series(tmp_path, fine, coarse), 600)
    inside, outside = choice.best_of(True), choice.best_of(False)
    for best, places in ((inside, [1, 2]), (outside, [0, 3])):
        errors = [np.log(one.of_dates[places]).mean() for one in choice.ranked]
        assert best is choice.ranked[int(np.argmin(errors))]
    assert (f"Between two dates {inside.contestant.title} is best" in choice.headline()) == (
        inside is not outside)


def test_networks_that_have_not_been_there_take_part(tmp_path):
    """The shipped ones, under names of their own; their predictions are files of their own."""
    pytest.importorskip("onnxruntime")
    dates = series(tmp_path, steady(), None)
    contest = choosing.network_contestants(3, dates[0].scene.grid)
    assert len({one.key for one in contest}) == len(contest) == 3
    run = choosing.Contest(dates[0], str(tmp_path)).compete(contest[0])
    assert dates[0].read(run.path).valid.mean() > 0.9

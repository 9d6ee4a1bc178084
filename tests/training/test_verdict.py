"""What a comparison says, in numbers and in words."""

import json

import pytest

from stfusion_qgis.training.child.verdict import Grade, RankedPrediction, Verdict


def row(kind, error, pairs=1, title=""):
    return RankedPrediction(kind, kind, title or kind, pairs, 1.0,
               {"RMSE": error, "SSIM": 1 - error, "SAM": None}, (error,))


def verdict(network, *others, pairs=1, **changes):
    return Verdict([row("network", network, pairs), *others], "2020-04-01",
                   ["2020-03-01", "2020-05-01"], False, False, 1000, pairs, ["nir"], **changes)


COPY, DIFFERENCE = row("copy", 0.5), row("baseline", 0.3, title="Temporal difference")
STARFM = row("classical", 0.25, title="STARFM")
TWO_PAIRS = row("classical", 0.1, 2, "ESTARFM (2 pairs)")


def test_better_than_all():
    found = verdict(0.2, COPY, DIFFERENCE, STARFM)
    assert found.grade is Grade.BEST and "better than all" in found.headline()
    assert all(text in found.explanation() for text in (
        "2020-04-01", "network 0.2000", "Temporal difference 0.3000", "STARFM 0.2500"))


def test_better_than_the_baseline_only():
    found = verdict(0.27, COPY, DIFFERENCE, STARFM)
    assert found.grade is Grade.BETTER and "STARFM is better" in found.headline()


@pytest.mark.parametrize("error", [0.3, 0.31, float("nan")])
def test_not_better_than_the_baseline(error):
    """As good is not better; nor is a network whose output is no number."""
    found = verdict(error, COPY, DIFFERENCE, STARFM)
    assert found.grade is Grade.WORSE
    assert "not better than Temporal difference" in found.headline()
    assert not found.as_dict()["beats_baseline"]


def test_the_unchanged_image_is_a_baseline_too():
    """Where nothing changes, coarse images only add noise."""
    found = verdict(0.2, row("copy", 0.1, title="Fine image 1, unchanged"), DIFFERENCE)
    assert found.grade is Grade.WORSE and "unchanged" in found.headline()
    assert found.as_dict()["rmse_baseline"] == 0.1


def test_methods_that_know_more_do_not_count_but_are_told():
    found = verdict(0.2, COPY, DIFFERENCE, STARFM, TWO_PAIRS)
    assert found.grade is Grade.BEST
    assert found.best_classical.title == "STARFM"
    assert "With more images, ESTARFM (2 pairs) is better" in found.headline()
    assert "0.1000" in found.explanation()
    assert verdict(0.05, DIFFERENCE, TWO_PAIRS).better_with_more is None


def test_a_network_of_two_pairs_is_compared_with_two():
    found = verdict(0.2, COPY, DIFFERENCE, STARFM, TWO_PAIRS, pairs=2)
    assert found.grade is Grade.BETTER and found.best_classical is TWO_PAIRS


def test_without_other_methods():
    """There was no time for any."""
    found = verdict(0.2, COPY, DIFFERENCE)
    assert found.grade is Grade.BEST and found.best_classical is None
    assert "temporal difference" in found.headline()


def test_as_json_and_in_the_contract():
    found = verdict(0.2, COPY, DIFFERENCE, STARFM, skipped=[("SPSTFM", "too slow")])
    data = json.loads(json.dumps(found.as_dict()))
    assert (data["rmse"], data["rmse_baseline"], data["rmse_best_classical"],
            data["best_classical"], data["beats_baseline"], data["beats_classical"]) == (
                0.2, 0.3, 0.25, "STARFM", True, True)
    assert data["skipped"] == [["SPSTFM", "too slow"]] and len(data["rows"]) == 4
    assert found.accuracy() == {
        "verdict": "better than all methods", "measured_on": "2020-04-01", "held_out": "date",
        "simulated_coarse_images": False, "pixels": 1000, "rmse": 0.2, "ssim": 0.8,
        "rmse_copy": 0.5, "rmse_baseline": 0.3, "rmse_classical": 0.25}

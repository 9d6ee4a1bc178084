"""Networks whose worth is known, against the other methods."""

import json
import threading

import numpy as np
import pytest
from onnx import helper, numpy_helper

from stfusion_qgis.comparison import contest
from stfusion_qgis.comparison.contestants import classical_contestants
from stfusion_qgis.errors import InputError
from stfusion_qgis.networks.contract import (
    Contract,
    Input,
    Output,
    Scaling,
    read_contract,
    write_contract,
)
from stfusion_qgis.progress import Progress
from stfusion_qgis.training.child import held_out_date, judging
from stfusion_qgis.training.child.held_out_date import HeldOutDate
from stfusion_qgis.training.child.judging import judge
from stfusion_qgis.training.child.verdict import Grade
from stfusion_qgis.training.config import Config
from tests.networks.network_files import save, tensor, terms
from tests.scene_files import block_mean, write_tif

DATES = ("2020-03-01", "2020-03-11", "2020-06-01")
TIMES = (0.0, 1.0, 3.0)
RATIO, SIDE = 8, 96


def landscape(time):
    """Return a fine image, (2, rows, columns), of a date: dark places brighten faster."""
    rng = np.random.default_rng(0)
    base = rng.uniform(0.1, 0.4, (2, SIDE, SIDE))
    return base + time * GAIN * base ** 2


GAIN = 0.5  # so the image of time 1 is x + GAIN x², x being that of time 0


@pytest.fixture
def scene(tmp_path):
    """Return the configuration of a scene of three dates; the middle one is nearer to the first."""
    pairs = []
    for date, time in zip(DATES, TIMES):
        fine = landscape(time)
        pairs.append({
            "fine": write_tif(tmp_path / f"fine_{date}.tif", fine.astype(np.float32)),
            "coarse": write_tif(tmp_path / f"coarse_{date}.tif",
                                block_mean(fine, RATIO).astype(np.float32), 30 * RATIO),
            "date": date})
    return {"scenes": [{"pairs": pairs}], "output": str(tmp_path / "network.onnx"), "minutes": 0.1}


def network(path, gain, images=("fine_1", "coarse_1", "coarse_prediction")):
    """Write a network that gives fine_1 + gain fine_1² + coarse_prediction - coarse_1, times 0."""
    weights = [numpy_helper.from_array(np.array(values, np.float32), name) for name, values in
               {"gain": gain, "none": 0.0}.items()]
    nodes = [helper.make_node("Split", ["x"], ["f", *(f"c{i}" for i in range(len(images) - 1))],
                              axis=1),
             helper.make_node("Mul", ["f", "f"], ["square"]),
             helper.make_node("Mul", ["square", "gain"], ["more"]),
             helper.make_node("Mul", ["c0", "none"], ["nothing"]),
             helper.make_node("Add", ["f", "more"], ["sum"]),
             helper.make_node("Add", ["sum", "nothing"], ["y"])]
    save(path, nodes, [tensor("x", len(images))], [tensor("y", 1)], weights)
    contract = Contract(title="Square", inputs=(Input("x", terms(*images)),), output=Output("y"),
                        scaling=Scaling("range", (0.0, 1.0), (0.0, 1.0)))
    write_contract(path, contract, path)
    return str(path)


def few(monkeypatch, *ids):
    """Let only some methods take part, which saves time."""
    monkeypatch.setattr(judging, "classical_contestants", lambda available: [
        one for one in classical_contestants(available)
        if one.method.id in ("temporaldifference", *ids)])


class Events(list):
    """Keeps what is announced."""

    def __call__(self, event, **values):
        json.dumps(values)
        self.append((event, values))

    def of(self, kind):
        """Return the events of a kind."""
        return [values for event, values in self if event == kind]


def test_a_network_that_knows_the_truth_beats_all(scene, tmp_path, monkeypatch):
    """All methods take part but those that take too long; the error of the network is zero."""
    monkeypatch.setattr(contest, "DICTIONARY_VALUES", SIDE * SIDE)
    events = Events()
    path = network(tmp_path / "network.onnx", GAIN)
    found = judge(Config.of({**scene, "minutes": 10}), path, DATES[1], events)
    assert found.grade is Grade.BEST and found.network.rmse < 1e-6
    assert found.references == [DATES[0], DATES[2]] and found.target == DATES[1]
    assert found.pixels == SIDE * SIDE
    truth, copy = landscape(1.0), landscape(0.0)
    unchanged = next(row for row in found.rows if row.kind == "copy")
    assert unchanged.rmse == pytest.approx(
        np.sqrt(((truth - copy) ** 2).mean(axis=(1, 2))).mean(), rel=1e-5)
    assert {row.id for row in found.rows} >= {"starfm", "fsdaf", "fitfc", "estarfm", "atprk"}
    assert [row.rmse for row in found.rows[1:]] == sorted(row.rmse for row in found.rows[1:])
    assert [title for title, _ in found.skipped] == [
        "One-pair dictionary learning", "SPSTFM (2 pairs)"]
    assert all("size" in reason for _, reason in found.skipped)
    # It is told, and written into the network.
    message, = events.of("message")
    assert message["level"] == "info" and "better than all" in message["text"]
    told, = events.of("verdict")
    assert told["beats_baseline"] is True and told["rmse"] == found.network.rmse
    fractions = [values["fraction"] for values in events.of("judging")]
    assert fractions == sorted(fractions) and fractions[0] >= 0 and fractions[-1] < 1
    accuracy = read_contract(path).accuracy
    assert accuracy["verdict"] == "better than all methods"
    assert accuracy["rmse_temporaldifference"] == pytest.approx(found.baseline.rmse)


def test_a_network_that_changes_nothing_is_worthless(scene, tmp_path, monkeypatch):
    """It equals the unchanged image; the warning says not to use it."""
    few(monkeypatch)
    events = Events()
    path = network(tmp_path / "network.onnx", 0.0)
    found = judge(Config.of(scene), path, DATES[1], events)
    assert found.grade is Grade.WORSE
    message, = events.of("message")
    assert message["level"] == "warning" and "Do not use it" in message["text"]
    assert read_contract(path).accuracy["verdict"] == "not better than the baseline"


def test_only_what_was_not_seen_counts(scene, tmp_path, monkeypatch):
    """The truth is wrong in the part that training has seen, which must not matter.

    A fifth of the rows is held out. The last date is the target, its neighbour the reference.
    """
    few(monkeypatch, "starfm")
    wrong = landscape(3.0)
    first = landscape(1.0)
    truth = first + GAIN * first ** 2
    seen = SIDE - round(SIDE / 5)
    wrong[:, seen:] = truth[:, seen:]
    write_tif(scene["scenes"][0]["pairs"][2]["fine"], wrong.astype(np.float32))
    found = judge(Config.of(scene), network(tmp_path / "network.onnx", GAIN), "spatial", Events())
    assert found.spatial and found.pixels == (SIDE - seen) * SIDE
    assert found.network.rmse < 1e-6 and found.target == DATES[2]
    assert found.pictures.truth.shape == (2, SIDE - seen, SIDE)
    np.testing.assert_allclose(found.pictures.prediction, found.pictures.truth, atol=1e-5)


def test_all_are_measured_on_the_same_pixels(scene, tmp_path, monkeypatch):
    """Clouds in the truth and in the reference, one by a mask, one by NaN."""
    few(monkeypatch, "starfm")
    pairs = scene["scenes"][0]["pairs"]
    clear = np.ones((1, SIDE, SIDE), np.uint8)
    clear[:, 20:40, 20:40] = 0
    pairs[1]["fine_mask"] = write_tif(tmp_path / "mask.tif", clear)
    cloudy = landscape(0.0).astype(np.float32)
    cloudy[:, 30:50, 30:50] = np.nan
    write_tif(pairs[0]["fine"], cloudy)
    found = judge(Config.of(scene), network(tmp_path / "network.onnx", GAIN), DATES[1], Events())
    assert found.pixels == SIDE * SIDE - 400 - 400 + 100
    assert found.network.rmse < 1e-6
    assert np.isnan(found.pictures.truth[:, 20:40, 20:40]).all()


def test_a_fine_image_alone_as_reference(scene, tmp_path, monkeypatch):
    """A network without the coarse image of the reference is compared with one-pair methods."""
    few(monkeypatch)
    path = network(tmp_path / "network.onnx", GAIN, ("fine_1", "coarse_prediction"))
    found = judge(Config.of(scene), path, DATES[1], Events())
    assert found.pairs == 1 and found.grade is Grade.BEST


def test_simulated_coarse_images(scene, tmp_path, monkeypatch):
    """They are the same each time, and of the ratio in the middle."""
    few(monkeypatch)
    for pair in scene["scenes"][0]["pairs"]:
        pair["coarse"] = None
    config = Config.of({**scene, "simulate": {"ratio": [4, 16]}})
    found = [judge(config, network(tmp_path / f"{i}.onnx", GAIN), DATES[1], Events())
             for i in range(2)]
    assert found[0].network.values["ERGAS"] == pytest.approx(0, abs=1e-3)
    assert found[0].simulated and found[0].network.rmse < 1e-6
    assert [row.rmse for row in found[0].rows] == [row.rmse for row in found[1].rows]
    (tmp_path / "known").mkdir()
    known = HeldOutDate.of(config, DATES[1], str(tmp_path / "known"), Progress())
    assert known.scene_of(["fine_1", "coarse_1"]).ratio == pytest.approx(8)


def test_a_large_scene_is_cut(scene, tmp_path, monkeypatch):
    """To a window with few gaps, in which all images show the same place."""
    few(monkeypatch)
    monkeypatch.setattr(held_out_date, "SIDE", 40)
    truth = landscape(1.0).astype(np.float32)
    truth[:, :60, :60] = np.nan
    write_tif(scene["scenes"][0]["pairs"][1]["fine"], truth)
    found = judge(Config.of(scene), network(tmp_path / "network.onnx", GAIN), DATES[1], Events())
    assert found.pixels == 40 * 40 - 4 * 40 and found.network.rmse < 1e-6


def test_stopped_it_compares_with_the_baselines_alone(scene, tmp_path):
    stop = threading.Event()
    stop.set()
    events = Events()
    found = judge(Config.of(scene), network(tmp_path / "network.onnx", GAIN), DATES[1], events,
                  stop)
    assert {row.kind for row in found.rows} == {"network", "copy", "baseline"}
    assert found.grade is Grade.BEST and found.best_classical is None
    assert {reason for _, reason in found.skipped} == {"stopped"}


def test_nothing_to_compare(scene, tmp_path, monkeypatch):
    """What is held out is all clouds."""
    few(monkeypatch)
    truth = landscape(3.0).astype(np.float32)
    truth[:, 70:] = np.nan
    write_tif(scene["scenes"][0]["pairs"][2]["fine"], truth)
    with pytest.raises(InputError, match="hold out another date"):
        judge(Config.of(scene), network(tmp_path / "network.onnx", GAIN), "spatial", Events())

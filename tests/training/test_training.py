"""Training: it learns, repeats itself, leaves out what is hidden, goes on, and stops when told."""

import json
import subprocess
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stfusion_qgis.errors import InputError  # noqa: E402
from stfusion_qgis.images.window import Window  # noqa: E402
from stfusion_qgis.networks.contract import read_contract  # noqa: E402
from stfusion_qgis.progress import Progress  # noqa: E402
from stfusion_qgis.training.architecture_catalogue import CATALOGUE  # noqa: E402
from stfusion_qgis.training.child.architectures import architecture_named  # noqa: E402
from stfusion_qgis.training.child.architectures.objective import masked_mean  # noqa: E402
from stfusion_qgis.training.child.crops import CropReader, Pool  # noqa: E402
from stfusion_qgis.training.child.sampler import MIXED_SHARE, Sampler  # noqa: E402
from stfusion_qgis.training.child.simulated_sensor import SimulatedSensor  # noqa: E402
from stfusion_qgis.training.child.training_data import gather_data  # noqa: E402
from stfusion_qgis.training.child.training_run import run_training  # noqa: E402
from stfusion_qgis.training.child.validation import Validation  # noqa: E402
from stfusion_qgis.training.child.weights import read_weights  # noqa: E402
from stfusion_qgis.training.config import Config, Sensor  # noqa: E402
from tests.scene_files import block_mean, write_tif  # noqa: E402
from tests.strict_python import STRICT_PYTHON  # noqa: E402

RATIO = 8
DATES = ("2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01")
ROLES = {"fine_1", "coarse_1", "coarse_prediction"}


def images(rows=64, columns=72, bands=2, sharp=True):
    """Return fine and coarse images of all dates: small fields that change each in its own way."""
    rng = np.random.default_rng(3)
    fields = rng.integers(0, 4, (rows // 4, columns // 4)).repeat(4, 0).repeat(4, 1)
    spectra, change = rng.uniform(0.1, 0.5, (bands, 4)), rng.uniform(-0.05, 0.08, (bands, 4))
    fine = [((spectra + time * change)[:, fields]).astype(np.float32)
            for time in range(len(DATES))]
    return fine, [block_mean(image, RATIO).astype(np.float32) for image in fine]


@pytest.fixture
def scene(tmp_path):
    """Return the pairs of a small scene, as a configuration has them."""
    fine, coarse = images()
    return [{"fine": write_tif(tmp_path / f"fine_{date}.tif", f, 30, nodata=-1),
             "coarse": write_tif(tmp_path / f"coarse_{date}.tif", c, 30 * RATIO, nodata=-1)}
            for date, f, c in zip(DATES, fine, coarse)]


def config(pairs, tmp_path, name="network.onnx", **entries):
    return Config.of({"scenes": [{"pairs": pairs}], "output": str(tmp_path / name), "threads": 1,
                      "steps": 3, **entries})


def trained(settings):
    """Train, and return the weights and the history."""
    history = run_training(settings, lambda event, **values: None, threading.Event())
    return read_weights(settings.output), history


def test_same_steps_give_the_same_network(scene, tmp_path, monkeypatch):
    """However long the validations take."""
    first, _ = trained(config(scene, tmp_path))
    measure = Validation.measure

    def slowly(*arguments):
        time.sleep(0.1)
        return measure(*arguments)

    monkeypatch.setattr(Validation, "measure", slowly)
    again, _ = trained(config(scene, tmp_path, "again.onnx"))
    other, _ = trained(config(scene, tmp_path, "other.onnx", seed=2))
    assert all(np.array_equal(again[key], first[key]) for key in first)
    assert not all(np.array_equal(other[key], first[key]) for key in first)


def test_beats_the_temporal_difference_after_some_steps(scene, tmp_path):
    """On a date that it has not seen."""
    _, history = trained(config(scene, tmp_path, steps=60))
    assert history.errors[0][1] == pytest.approx(history.baseline, rel=1e-4)
    assert history.best_error < 0.9 * history.baseline


def test_goes_on_from_a_file(scene, tmp_path):
    """The start is as good as the first training's end; another number of bands is refused."""
    _, first = trained(config(scene, tmp_path, steps=12))
    start = str(tmp_path / "network.onnx")
    _, second = trained(config(scene, tmp_path, "second.onnx", start=start))
    assert second.errors[0][1] == pytest.approx(first.best_error, rel=1e-3)
    with pytest.raises(InputError, match="band"):
        trained(config(scene, tmp_path, "third.onnx", start=start, bands="any"))
    with pytest.raises(InputError, match="architecture"):
        trained(config(scene, tmp_path, "third.onnx", start=start, architecture="edcstfn"))


@pytest.mark.parametrize(("name", "bands"), [
    *((name, "any") for name in CATALOGUE if name != "residualfusion"), ("ganstfm", None)])
def test_every_architecture_trains(name, bands, scene, tmp_path):
    """A step changes every weight but those behind a layer that starts with zeros."""
    settings = config(scene, tmp_path, steps=1, architecture=name, bands=bands, keep="last")
    weights, history = trained(settings)
    torch.manual_seed(settings.seed)
    contract = read_contract(settings.output)
    start = architecture_named(name).network(1 if bands else 2)
    moved = [not np.array_equal(weights[key], value.detach().numpy())
             for key, value in start.named_parameters()]
    starts_with_zeros = architecture_named(name).added_to or name == "residualfusion3"
    assert any(moved) if starts_with_zeros else all(moved)
    assert np.isfinite(history.errors[-1][1])
    assert contract.architecture == name and contract.bands == (bands or 2)


def test_the_last_weights_are_kept_when_asked_for(scene, tmp_path):
    """Too high a rate spoils the network: the best one is the first then, the last one is not."""
    best, history = trained(config(scene, tmp_path, steps=2))
    last, _ = trained(config(scene, tmp_path, "last.onnx", steps=2, keep="last"))
    same = all(np.array_equal(best[key], last[key]) for key in best)
    assert same == (history.best_step == history.steps)


def test_only_fine_images_are_enough(scene, tmp_path):
    """The coarse ones are simulated."""
    pairs = [{"fine": pair["fine"]} for pair in scene]
    settings = config(pairs, tmp_path, simulate={"ratio": [4, 8]})
    trained(settings)
    assert read_contract(settings.output).ratio == (4, 8)


@pytest.mark.parametrize("psf", [0.0, 1.0])
def test_a_simulated_sensor_sees_a_slope_as_it_is(psf):
    """Means over cells and the spline between them keep it, wherever the cells lie."""
    exact = Sensor((5.0, 9.0), (psf, psf), *4 * ((0.0, 0.0),))
    for seed in range(5):
        view = SimulatedSensor(exact, np.ones(1), 40, 48, np.random.default_rng(seed))
        rows, columns = (np.arange(-view.around, size + view.around) for size in (40, 48))
        slope = (0.3 * rows[:, None] - 0.2 * columns)[None].astype(np.float32)
        seen, clear = view.see(slope, np.ones(slope.shape[1:], bool))
        inside = slope[:, view.around:-view.around, view.around:-view.around]
        assert clear.all()
        np.testing.assert_allclose(seen, inside, atol=0.03)  # a tenth of a pixel


def test_hidden_pixels_do_not_enter_the_loss():
    prediction, target = torch.rand(2, 3, 8, 8), torch.rand(2, 3, 8, 8)
    valid = torch.ones(2, 1, 8, 8)
    valid[:, :, 2:5, 3:] = 0
    spoiled = torch.where(valid > 0, target, torch.tensor(float("nan")))
    loss = masked_mean((prediction - target).abs(), valid)
    assert masked_mean((prediction - spoiled).abs(), valid) == loss
    kept = (prediction - target).abs()[(valid > 0).expand(-1, 3, -1, -1)]
    assert float(loss) == pytest.approx(float(kept.mean()))


def read_crop(pool, dates, mixed):
    region = pool.series.regions[0]
    window = Window(8, 8, 32, 32)
    reader = CropReader(pool, region, slice(None), window, np.random.default_rng(0))
    return reader.read(dates, ROLES, mixed)


@pytest.fixture
def pool(scene, tmp_path) -> Pool:
    settings = config(scene, tmp_path)
    return gather_data(settings, architecture_named("residualfusion"), Progress()).pools[0]


def test_mixing_in_time(pool):
    """No change gives back fine 1, the whole change the other date, fine and coarse alike."""
    bands = pool.series.bands
    whole, none, half = (read_crop(pool, [0, 1], np.full((bands, 1, 1), share, np.float32))
                         for share in (1, 0, 0.5))
    plain = read_crop(pool, [0, 1], None)
    np.testing.assert_allclose(whole.truth, plain.truth, atol=1e-6)
    np.testing.assert_array_equal(none.truth, plain.images["fine_1"])
    np.testing.assert_array_equal(none.images["coarse_prediction"], plain.images["coarse_1"])
    np.testing.assert_allclose(half.truth, (plain.images["fine_1"] + plain.truth) / 2, atol=1e-6)
    np.testing.assert_allclose(
        half.images["coarse_prediction"],
        (plain.images["coarse_1"] + plain.images["coarse_prediction"]) / 2, atol=1e-6)


def test_scenes_of_more_weight_are_drawn_from_more_often(pool):
    heavy, light = replace(pool, weight=3.0), replace(pool, weight=1.0)
    sampler = Sampler([light, heavy], architecture_named("residualfusion"), 2, 32, seed=1)
    drawn = [sampler._pool() is heavy for _ in range(400)]
    assert np.mean(drawn) == pytest.approx(0.75, abs=0.08)


@pytest.mark.parametrize("weight", [0, -1, float("inf"), float("nan"), "2", True])
def test_a_weight_is_a_number_above_0(scene, tmp_path, weight):
    with pytest.raises(InputError, match="'weight' must be a number above 0"):
        Config.of({"scenes": [{"pairs": scene, "weight": weight}], "output": "x.onnx"})


def test_a_share_of_the_samples_is_mixed(pool):
    sampler = Sampler([pool], architecture_named("residualfusion"), 2, 32, seed=1)
    mixed = [bool((sampler._mix(2) != 1).any()) for _ in range(400)]
    assert np.mean(mixed) == pytest.approx(MIXED_SHARE, abs=0.08)


def command(*arguments):
    return [*STRICT_PYTHON, "-m", "stfusion_qgis.training", *arguments]


def test_command_line_stops(scene, tmp_path):
    """What there is so far is kept, whatever the time left.

    Here by a word; `tests/processes/test_event_stream.py` asks in the other ways, too.
    """
    path = tmp_path / "config.json"
    output = tmp_path / "network.onnx"
    path.write_text(json.dumps({"scenes": [{"pairs": scene}], "output": str(output), "threads": 1,
                                "minutes": 60}))
    with subprocess.Popen(command("--config", str(path), "--events"), stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        events = []
        for line in process.stdout:
            events.append(json.loads(line))
            if [event["event"] for event in events].count("progress") == 1:
                process.stdin.write("stop\n")
                process.stdin.flush()
        assert process.wait(300) == 0
    names = [event["event"] for event in events]
    assert names.index("started") < names.index("progress") < names.index("exported")
    assert names[-1] == "finished"
    assert read_contract(output).bands == 2


def test_command_line_tells_errors(tmp_path):
    """In words, with exit code 1, and without a file."""
    output = tmp_path / "network.onnx"
    done = subprocess.run(command("--fine-only", "missing.tif", "--output", str(output)),
                          capture_output=True, text=True)
    assert done.returncode == 1
    assert "missing.tif" in done.stderr and "Traceback" not in done.stderr
    assert not output.exists()

"""Training with a guide: it proves itself, and the network takes it in the end."""

import json
import subprocess
import threading

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from stfusion_qgis import engine  # noqa: E402
from stfusion_qgis.errors import InputError  # noqa: E402
from stfusion_qgis.images.inputs import Inputs  # noqa: E402
from stfusion_qgis.images.scene_opening import open_scene  # noqa: E402
from stfusion_qgis.methods.networkfusion import NetworkFusion  # noqa: E402
from stfusion_qgis.networks.contract import read_contract  # noqa: E402
from stfusion_qgis.networks.shipped import shipped_network  # noqa: E402
from stfusion_qgis.progress import Progress  # noqa: E402
from stfusion_qgis.training.child.architectures import architecture_named  # noqa: E402
from stfusion_qgis.training.child.conclusion import conclude  # noqa: E402
from stfusion_qgis.training.child.guide_proof import GuideProof  # noqa: E402
from stfusion_qgis.training.child.training_data import gather_data  # noqa: E402
from stfusion_qgis.training.child.training_run import run_training  # noqa: E402
from stfusion_qgis.training.child.weights import read_weights, start_from  # noqa: E402
from stfusion_qgis.training.config import Config  # noqa: E402
from tests.scene_files import block_mean, read_tif, write_tif  # noqa: E402
from tests.strict_python import STRICT_PYTHON  # noqa: E402

RATIO = 8
DATES = ("2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01")
CHOSEN = architecture_named("residualfusion")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("land")


@pytest.fixture(scope="module")
def guide(folder):
    """Return a guide that tells which half of the fields is green at times, and two bands more."""
    values = np.random.default_rng(5).normal(size=(3, 64, 72))
    values[0] = 1000 * (fields() + 0.1 * values[0])
    return write_tif(folder / "guide.tif", values.astype(np.float32), 30)


@pytest.fixture(scope="module")
def original(folder):
    """Return the pairs of a scene whose green fields cannot be told on the dates they are bare.

    A coarse pixel holds fields of both kinds.
    """
    texture = np.random.default_rng(3).normal(0.3, 0.1, (2, 16, 18)).repeat(4, 1).repeat(4, 2)
    fine = [(texture + green * fields()).astype(np.float32) for green in (0.12, 0.0, 0.12, 0.0)]
    return [{"fine": write_tif(folder / f"fine_{date}.tif", image, 30, nodata=-1),
             "coarse": write_tif(folder / f"coarse_{date}.tif", block_mean(
                 image, RATIO).astype(np.float32), 30 * RATIO, nodata=-1)}
            for date, image in zip(DATES, fine)]


@pytest.fixture
def pairs(original):
    return [dict(pair) for pair in original]


def fields():
    """Return 1 in half of the fields, 0 in the others."""
    kinds = np.random.default_rng(4).integers(0, 2, (11, 12))
    return kinds.repeat(6, 0).repeat(6, 1)[:64, :72]


def config(pairs, tmp_path, name="network.onnx", guide=None, **entries):
    return Config.of({"scenes": [{"pairs": pairs, "guide": guide}], "threads": 1, "steps": 40,
                      "output": str(tmp_path / name), "held_out": DATES[2], **entries})


def trained(settings, events=None):
    def emit(event, **values):
        if events is not None:
            events.append((event, values))

    return run_training(settings, emit, threading.Event())


@pytest.fixture(scope="module")
def fine_tuned(original, guide, folder):
    """Return a training from a shipped network, its history, and its events."""
    settings = config(original, folder, guide=guide, steps=240, bands="any", minutes=0.01,
                      start=str(shipped_network("residualfusion")),
                      report=str(folder / "report.html"))
    events = []
    return settings, trained(settings, events), events


def test_a_guide_that_tells_the_land_wins(fine_tuned, pairs, guide, tmp_path):
    """It is in the network, in its contract, in the report, and in what it predicts."""
    settings, history, events = fine_tuned
    proof = history.guide
    assert proof.helps and proof.with_guide < 0.9 * proof.without_guide
    contract = read_contract(settings.output)
    assert contract.guide_channels == 3 and contract.guide.needed and not contract.guide.dated
    assert contract.bands == "any" and contract.architecture == "residualfusion"
    assert contract.accuracy["guide"]["with_guide"] == pytest.approx(proof.with_guide)
    fractions = [values["fraction"] for event, values in events if event == "progress"]
    assert fractions == sorted(fractions)
    conclude(settings, history, lambda event, **values: events.append((event, values)),
             threading.Event())
    verdict = next(values for event, values in events if event == "verdict")
    assert verdict["rmse"] == pytest.approx(proof.with_guide, rel=0.05)
    with open(settings.report, encoding="utf-8") as file:
        assert "What the guide is worth" in file.read()
    method = NetworkFusion()
    scene = open_scene(Inputs.of([pairs[3]["fine"]], [pairs[3]["coarse"]], [pairs[2]["coarse"]],
                                 guide=guide))
    engine.run(method, scene, method.Parameters(network_file=settings.output),
               [str(tmp_path / "out.tif")])
    squares = (read_tif(tmp_path / "out.tif") - read_tif(pairs[2]["fine"])) ** 2
    assert np.sqrt(squares.mean()) == pytest.approx(proof.with_guide, rel=0.05)


def test_it_goes_on_with_the_same_features(fine_tuned, pairs, guide, tmp_path):
    settings, first, _ = fine_tuned
    again = trained(config(pairs, tmp_path, guide=guide, start=settings.output, bands="any",
                           steps=2))
    assert again.guide.helps and again.errors[0][1] == pytest.approx(first.best_error, rel=1e-3)
    found, known = (read_contract(path).guide for path in (tmp_path / "network.onnx",
                                                           settings.output))
    assert found == known
    four = np.random.default_rng(0).random((4, 64, 72), np.float32)
    with pytest.raises(InputError, match="has 4 bands, but must have 3"):
        trained(config(pairs, tmp_path, guide=write_tif(tmp_path / "four.tif", four, 30),
                       start=settings.output, bands="any"))


def test_noise_is_no_guide(pairs, tmp_path):
    """The network is the one without it, whose error is that of a training of half the steps."""
    noise = np.random.default_rng(1).normal(size=(2, 64, 72)).astype(np.float32)
    events = []
    settings = config(pairs, tmp_path, guide=write_tif(tmp_path / "noise.tif", noise, 30))
    history = trained(settings, events)
    assert not history.guide.helps and read_contract(settings.output).guide_channels == 0
    assert any("does not help" in values.get("text", "") for _, values in events)
    plain = trained(config(pairs, tmp_path, "plain.onnx", steps=20))
    assert plain.best_error == pytest.approx(history.guide.without_guide, rel=1e-6)


def test_it_starts_as_without_a_guide():
    """Whatever the guide shows, from nothing and from a shipped network."""
    network, plain = CHOSEN.guided_network(2, 3), CHOSEN.network(2)
    assert sum(value.numel() for value in network.adapter.parameters()) == 3 * 32
    missing = network.load_state_dict(plain.state_dict(), strict=False).missing_keys
    assert missing == list(CHOSEN.guide_weights)
    torch.nn.init.normal_(network.last.weight)
    plain.load_state_dict(network.state_dict(), strict=False)
    images, features = torch.rand(1, 6, 32, 32), torch.rand(1, 3, 32, 32)
    assert torch.equal(network(images, features), plain(images))
    assert torch.equal(network(torch.cat([images, features], 1)), plain(images))
    start = str(shipped_network("residualfusion"))
    guided = CHOSEN.guided_network(1, 3)
    start_from(start, guided, "residualfusion", "any", CHOSEN.guide_weights)
    assert not guided.adapter.weight.any()
    np.testing.assert_array_equal(guided.head.weight.detach(), read_weights(start)["head.weight"])
    halos = [CHOSEN.halo(network, 2) for network in (network, plain)]
    assert halos[0] == halos[1]


def test_a_guide_for_each_date(pairs, tmp_path):
    """The network sees that of the date it starts from; of many bands the components."""
    rng = np.random.default_rng(4)
    for pair, date in zip(pairs, DATES):
        values = np.concatenate([read_tif(pair["fine"]), rng.normal(size=(9, 64, 72))])
        pair["guide"] = write_tif(tmp_path / f"features_{date}.tif", values.astype(np.float32), 30)
    settings = config(pairs, tmp_path, steps=4)
    assert settings.scenes[0].guided
    data = gather_data(settings, CHOSEN, Progress())
    assert data.guide.dated and len(data.guide.mean) == 11 and len(data.guide.mixing) == 8
    assert data.pools[0].series.regions[0].guide.shape == (4, 8, 64, 72)
    features = data.pools[0].series.regions[0].guide
    assert features.std(axis=(0, 2, 3)) == pytest.approx(1, abs=0.1)
    trained(settings)
    assert data.without_guide().pools[0].series.regions[0].guide is None
    del pairs[1]["guide"]
    with pytest.raises(InputError, match="one for each of them"):
        config(pairs, tmp_path)


def test_what_cannot_be_a_guide(pairs, guide, tmp_path):
    with pytest.raises(InputError, match=r"takes no guide\. Choose Residual fusion"):
        config(pairs, tmp_path, guide=guide, architecture="edcstfn")
    even = write_tif(tmp_path / "even.tif", np.ones((1, 64, 72), np.float32), 30)
    with pytest.raises(InputError, match="same value everywhere"):
        trained(config(pairs, tmp_path, guide=even))
    far = write_tif(tmp_path / "far.tif", np.ones((1, 9, 9), np.float32), 30, left=900000.0)
    with pytest.raises(InputError, match="does not overlap"):
        trained(config(pairs, tmp_path, guide=far))


def test_a_gain_has_to_be_larger_than_that_of_noise():
    assert GuideProof(96.9, 100.0, 1.0).helps and not GuideProof(98.5, 100.0, 1.0).helps
    assert "does not help" in GuideProof(99.5, 100.0, 1.0).text()


def test_command_line(pairs, guide, tmp_path):
    """--guide once, or once a date."""
    output = tmp_path / "network.onnx"
    given = [part for pair in pairs for part in ("--pair", pair["fine"], pair["coarse"])]
    done = subprocess.run(
        [*STRICT_PYTHON, "-m", "stfusion_qgis.training", *given, "--guide", guide, "--steps", "2",
         "--threads", "1", "--output", str(output)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "without the guide" in done.stderr
    assert json.dumps(read_contract(output).accuracy["guide"])

"""Architectures as published: size, zero start, reach, and the same result in onnxruntime."""

import dataclasses

import numpy as np
import pytest

torch = pytest.importorskip("torch")
onnxruntime = pytest.importorskip("onnxruntime")

from stfusion_qgis.networks.contract import read_contract  # noqa: E402
from stfusion_qgis.training.architecture_catalogue import CATALOGUE  # noqa: E402
from stfusion_qgis.training.child.architectures import architecture_named  # noqa: E402
from stfusion_qgis.training.child.export import export  # noqa: E402
from stfusion_qgis.training.child.weights import start_from  # noqa: E402

# Bands, trainable weights, and how exactly these are published: the papers of DCSTFN and EDCSTFN
# count for one and for four bands.
PARAMETERS = {"residualfusion": (6, 0.33e6, 0.02), "residualfusion3": (1, 0.31e6, 0.02),
              "transformer": (1, 1.0e6, 0.03),
              "autoencoder": (1, 0.55e6, 0.02), "edcstfn": (4, 281_764, 0),
              "edcstfn2": (4, 281_764, 0), "dcstfn": (1, 408_961, 0), "ganstfm": (6, 0.58e6, 0.02),
              "srcnn": (1, 8_032 + 64 + 32 + 1, 0)}


@pytest.fixture(autouse=True)
def few_threads():
    torch.set_num_threads(1)
    torch.manual_seed(0)


def shaken(chosen, bands):
    """Return a network without weights that are 0."""
    network = chosen.network(bands)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.02 * torch.randn_like(parameter))
    return network.eval()


def random_input(chosen, bands, rows, columns):
    """Return images and differences of normal numbers, and masks."""
    image = torch.randn(1, bands * len(chosen.images), rows, columns)
    for number, text in enumerate(chosen.images):
        if text.startswith("valid"):
            place = slice(number * bands, (number + 1) * bands)
            image[:, place] = (image[:, place] > -1).float()
    return image


@pytest.mark.parametrize("name", CATALOGUE)
def test_parameter_count_is_as_published(name):
    bands, published, exactly = PARAMETERS[name]
    network = architecture_named(name).network(bands)
    count = sum(parameter.numel() for parameter in network.parameters())
    assert count == pytest.approx(published, rel=exactly)


def test_residual_fusion_starts_at_the_temporal_difference():
    network = architecture_named("residualfusion").network(3)
    assert not network(torch.randn(2, 9, 40, 48)).any()


@pytest.mark.parametrize("name", CATALOGUE)
def test_onnxruntime_agrees_with_torch_at_any_size(name, tmp_path):
    chosen, path = architecture_named(name), tmp_path / "network.onnx"
    network = shaken(chosen, 2)
    contract = chosen.contract(network, 2)
    export(network, contract, str(path))
    assert read_contract(path) == contract
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    for rows, columns in ((64, 64), (32, 96), (160, 96)):
        image = random_input(chosen, 2, rows, columns)
        with torch.no_grad():
            expected = network(image).numpy()
        found, = session.run(None, {"x": image.numpy()})
        assert found.shape == (1, 2, rows, columns)
        np.testing.assert_allclose(found, expected, atol=1e-5, rtol=0)


@pytest.mark.parametrize("name", [
    name for name in CATALOGUE if not architecture_named(name).tile_statistics])
def test_nothing_beyond_the_halo_matters(name):
    """Wherever in a cell of pixels the change ends; and some pixel needs nearly all of the halo."""
    chosen = architecture_named(name)
    network = shaken(chosen, 1)
    halo, multiple = chosen.halo(network, 1), chosen.tile_multiple
    assert halo % multiple == 0
    image = random_input(chosen, 1, max(16, multiple), 2 * halo + 64)
    reaches = []
    for end in range(16, 16 + multiple):
        changed = image.clone()
        changed[:, :, :, :end] += 1
        with torch.no_grad():
            difference = (network(changed) - network(image)).abs().amax(dim=(0, 1, 2))
        reaches.append(int(torch.nonzero(difference).max()) - end + 1)
    assert halo - multiple < max(reaches) <= halo


@pytest.mark.parametrize("name", CATALOGUE)
def test_training_can_go_on_from_the_file(name, tmp_path):
    chosen, path = architecture_named(name), tmp_path / "network.onnx"
    network = shaken(chosen, 1)
    export(network, dataclasses.replace(chosen.contract(network, "any"), title="Mine"), str(path))
    other = chosen.network(1)
    start_from(str(path), other, name, "any")
    for key, value in network.state_dict().items():
        assert torch.equal(other.state_dict()[key], value), key

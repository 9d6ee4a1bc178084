"""Weights to go on from are read from files that anybody may have made."""

import numpy as np
import pytest

pytest.importorskip("torch")

from stfusion_qgis.errors import InputError
from stfusion_qgis.networks.onnx_file import write_metadata
from stfusion_qgis.training.child.weights import TWINS, read_weights
from tests.networks.hostile_networks import bomb, lying_weight
from tests.networks.network_files import Layers


@pytest.fixture
def network(tmp_path):
    """Return the path of a network with the weights w0 and w1."""
    return Layers(1).convolution(2).convolution(1).save(tmp_path / "n.onnx")


def test_weights_and_their_twins(network):
    write_metadata(network, TWINS, '{"other": "w1"}', network)
    weights = read_weights(network)
    assert sorted(weights) == ["other", "w0", "w1"] and weights["w0"].shape == (2, 1, 3, 3)
    assert np.array_equal(weights["other"], weights["w1"])


@pytest.mark.parametrize("twins", [
    '{"a": "missing"}', '{"a": 1}', '{"a": ["w1"]}', "[]", "[" * 10**5, "{", "null"])
def test_twins_that_cannot_be(network, twins):
    write_metadata(network, TWINS, twins, network)
    with pytest.raises(InputError, match=r"weights of n\.onnx cannot be read"):
        read_weights(network)


@pytest.mark.parametrize("make", [bomb, lying_weight])
def test_hostile_networks_are_refused_here_too(tmp_path, make):
    path = tmp_path / "n.onnx"
    path.write_bytes(make().SerializeToString())
    with pytest.raises(InputError, match=r"n\.onnx"):
        read_weights(str(path))

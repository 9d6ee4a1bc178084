"""Damaged networks and contracts end in a message, or run; soon, and in little memory."""

import contextlib
import json
import time

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.networks.contract import Contract, read_contract
from stfusion_qgis.networks.inspection.activations import least_memory
from stfusion_qgis.networks.inspection.inspecting import inspected
from stfusion_qgis.networks.onnx_file import read_metadata, read_opsets
from stfusion_qgis.networks.session import Session
from tests.fuzz.budget import tries
from tests.fuzz.mutations import mutated_bytes, mutated_text
from tests.fuzz.network_mutations import mutated_network, networks
from tests.networks.network_files import Layers
from tools.run_qgis import REPOSITORY

SHIPPED = REPOSITORY / "resources" / "networks" / "srcnn.onnx"
SECONDS = 120  # for one try, on a busy machine: loading has 30, running 5
IMAGE = np.random.default_rng(0).standard_normal((1, 1, 16, 16), np.float32)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the bytes of a network that is small, so that every part of it is damaged."""
    layers = Layers(1)
    layers.convolution(2).add("Relu").convolution(1).add("Identity", name="y")
    path = tmp_path_factory.mktemp("small") / "n.onnx"
    layers.save(path)
    return path.read_bytes()


def used(path):
    """Load and run a network that may be hostile; return whether it gave something."""
    begun = time.monotonic()
    try:
        session = Session(path, memory=2**28)
        shape = session.inputs[0].shape if session.inputs else []
        if len(session.inputs) == 1 and session.outputs and len(shape) == 4:
            channels = shape[1] if isinstance(shape[1], int) and shape[1] < 100 else 1
            image = np.repeat(IMAGE, max(channels, 1), axis=1)
            output, = session.run({session.inputs[0].name: image}, [session.outputs[0].name],
                                  seconds=5)
            assert isinstance(output, np.ndarray)
            return True
    except InputError as error:
        assert str(error)
    finally:
        assert time.monotonic() - begun < SECONDS
    return False


def test_edited_contracts():
    contract, kept = read_contract(SHIPPED), 0
    for chance in tries(1500):
        with contextlib.suppress(InputError):
            found = Contract.from_json(mutated_text(json.loads(contract.to_json()), chance))
            assert found.halo <= 4096 and found.tile_multiple <= 4096 and len(found.inputs) <= 64
            assert found.ratio is None or found.ratio[1] <= 1000
            assert len(found.title) <= 200 and len(found.to_json()) < 200_000
            assert Contract.from_json(found.to_json()).terms == found.terms
            kept += 1
    assert kept > 20


def test_damaged_files(tmp_path):
    whole, path = SHIPPED.read_bytes(), tmp_path / "a.onnx"
    for chance in tries(400):
        path.write_bytes(mutated_bytes(whole, chance))
        for read in (read_metadata, read_opsets, read_contract):
            with contextlib.suppress(InputError):
                read(path)
        with contextlib.suppress(InputError):
            needed, _ = least_memory(inspected(path), {"x": IMAGE.shape})
            assert needed >= 0


def test_damaged_files_that_are_loaded(small, tmp_path):
    path, ran = tmp_path / "a.onnx", 0
    for chance in tries(150):
        path.write_bytes(mutated_bytes(small, chance))
        ran += used(path)
    assert ran > 5


def test_changed_graphs(tmp_path):
    """Operators, inputs, numbers, weights, functions and branches that nobody would write."""
    path, originals, ran = tmp_path / "n.onnx", networks(), 0
    (tmp_path / "n.data").write_bytes(bytes(10_000))
    for chance in tries(200):
        network = mutated_network(chance.choice(originals), chance)
        path.write_bytes(network.SerializeToString())
        ran += used(path)
    assert ran > 5

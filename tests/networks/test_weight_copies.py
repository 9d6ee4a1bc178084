"""A network whose weights lie beside it is described with them: all is written, or nothing."""

import os
import pathlib

import numpy as np
import onnx
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks import describing, weight_copies
from stfusion_qgis.networks.describing import Knowledge, describe
from stfusion_qgis.progress import Progress
from tests.networks.network_files import Layers
from tests.scene_files import make_images

KNOWN = Knowledge("fine_1, coarse_prediction")


@pytest.fixture
def there(tmp_path):
    """Return a folder that is not that of the network."""
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


def beside(folder, *locations):
    """Write a network with weights in other files of a folder, and return its path."""
    folder.mkdir(exist_ok=True)
    layers = Layers(2)
    for _ in locations:
        layers.convolution(1)
    whole = onnx.load(layers.save(folder / "n.onnx"))
    for weight, location in zip(whole.graph.initializer, locations):
        path = folder / location
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(weight.raw_data)
        weight.ClearField("raw_data")
        weight.data_location = onnx.TensorProto.EXTERNAL
        weight.external_data.add(key="location", value=location)
    onnx.save(whole, folder / "n.onnx")
    return folder / "n.onnx"


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_described_network_runs(tmp_path, there):
    """In its new folder, also when the old one is gone."""
    source = beside(tmp_path / "here", "n.onnx.data", "weights/second.bin")
    progress = Progress().collecting()
    describe(source, there / "described.onnx", KNOWN, progress)
    assert names(there) == ["described.onnx", "n.onnx.data", "weights", "weights/second.bin"]
    assert any("n.onnx.data" in line for line in progress.infos)
    (tmp_path / "here").rename(tmp_path / "gone")
    scene = make_images(rows=40, columns=40).open(tmp_path)
    parameters = NetworkFusion().Parameters(network_file=str(there / "described.onnx"))
    summary = engine.run(NetworkFusion(), scene, parameters, [str(tmp_path / "o.tif")])
    assert summary.predicted == [1.0]


def test_in_the_same_folder(tmp_path):
    """The weights are already there."""
    source = beside(tmp_path / "here", "n.data")
    before = (source.parent / "n.data").stat().st_mtime_ns
    describe(source, source.parent / "described.onnx", KNOWN, Progress())
    describe(source, source, KNOWN, Progress())
    assert names(source.parent) == ["described.onnx", "n.data", "n.onnx"]
    assert (source.parent / "n.data").stat().st_mtime_ns == before


def test_described_twice(tmp_path, there):
    source = beside(tmp_path / "here", "n.data")
    for _ in range(2):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert names(there) == ["described.onnx", "n.data"]


def test_another_file_of_this_name_stays(tmp_path, there):
    source = beside(tmp_path / "here", "a.data", "b.data")
    (there / "b.data").write_bytes(b"mine")
    with pytest.raises(InputError, match=r"'b\.data', but there is another file .*empty folder"):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert names(there) == ["b.data"] and (there / "b.data").read_bytes() == b"mine"


def test_a_link_that_leads_elsewhere_is_not_written_through(tmp_path, there):
    source = beside(tmp_path / "here", "weights/n.data")
    (tmp_path / "other").mkdir()
    (there / "weights").symlink_to(tmp_path / "other")
    with pytest.raises(InputError, match="another file of this name"):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert not list((tmp_path / "other").iterdir())


def full_disk(*_):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("place, words", [
    ((weight_copies, "_copy"), "cannot be copied .No space left"),
    ((describing, "write_contract"), "No space left")], ids=["weights", "network"])
def test_nothing_is_left_of_a_failure(tmp_path, there, monkeypatch, place, words):
    source = beside(tmp_path / "here", "n.data", "weights/second.bin")
    monkeypatch.setattr(*place, full_disk)
    with pytest.raises((InputError, OSError), match=words):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert names(there) == []


def test_nothing_is_left_when_it_is_cancelled(tmp_path, there, monkeypatch):
    """While the second file is being copied."""
    source = beside(tmp_path / "here", "a.data", "folder/b.data")
    copied = weight_copies._copy

    def copy(path, target, progress):
        if os.path.basename(path) == "b.data":
            raise Cancelled
        copied(path, target, progress)

    monkeypatch.setattr(weight_copies, "_copy", copy)
    with pytest.raises(Cancelled):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert names(there) == []


def test_weights_that_are_missing(tmp_path, there):
    source = beside(tmp_path / "here", "n.data")
    pathlib.Path(source.parent / "n.data").unlink()
    with pytest.raises(InputError, match=r"lie in 'n\.data', which is not beside it"):
        describe(source, there / "described.onnx", KNOWN, Progress())
    assert names(there) == []


def test_large_weights_are_not_held_in_memory(tmp_path, there):
    """They are copied piece by piece."""
    source = beside(tmp_path / "here", "n.data")
    with open(source.parent / "n.data", "r+b") as file:
        file.truncate(50 * 2**20)
    describe(source, there / "described.onnx", KNOWN, Progress())
    assert (there / "n.data").stat().st_size == 50 * 2**20
    assert np.fromfile(there / "n.data", np.float32, 9).any()

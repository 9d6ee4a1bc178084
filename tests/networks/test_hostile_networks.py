"""Networks that would harm QGIS are refused before they are loaded, at once."""

import os

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from stfusion_qgis.errors import InputError
from stfusion_qgis.networks import session
from stfusion_qgis.networks.inspection.functions import MOST_OPERATIONS
from stfusion_qgis.networks.inspection.inspecting import inspected
from stfusion_qgis.networks.session import Session
from tests.networks import hostile_networks
from tests.networks.hostile_networks import REFUSED, bomb, call, calls, dropout, function, model
from tests.networks.network_files import Layers
from tests.own_time import at_most

SECONDS = 10  # on a slow machine


@pytest.mark.parametrize("words, make", [
    (words, make) for words, makes in REFUSED.items() for make in makes],
    ids=lambda value: getattr(value, "__name__", ""))
def test_refused(tmp_path, monkeypatch, words, make):
    """No process is started for it."""
    monkeypatch.setattr(session, "taken", None)
    path = tmp_path / "n.onnx"
    path.write_bytes(make().SerializeToString())
    with at_most(SECONDS), pytest.raises(InputError, match=words) as error:
        Session(path)
    assert "n.onnx" in str(error.value)


@pytest.mark.parametrize("make", [
    lambda: dropout(False), lambda: bomb(4, 3), lambda: model([call("f")], functions=[
        function("f", calls(["Neg", "Abs"])), function("never_called", calls(["f", "f"]))]),
    lambda: model([helper.make_node("Dropout", ["x"], ["y"])]),
    lambda: model([helper.make_node("Gelu", ["x"], ["y"], domain="com.microsoft")],
                  domains=["com.microsoft"])],
    ids=["dropout of nothing", "few functions", "a function not called", "dropout without a word",
         "an operator of onnxruntime"])
def test_harmless(tmp_path, make):
    path = tmp_path / "n.onnx"
    path.write_bytes(make().SerializeToString())
    image = np.ones((1, 1, 8, 8), np.float32)
    assert Session(path).run({"x": image}, ["y"])[0].shape == image.shape


def test_the_largest_that_is_loaded(tmp_path):
    """The limit is where the time to load is still short, with functions and without."""
    path = tmp_path / "n.onnx"
    path.write_bytes(model([call("f2")], functions=[
        function("f0", calls(["Neg"] * 30)), function("f1", calls(["f0"] * 30)),
        function("f2", calls(["f1"] * (MOST_OPERATIONS // 931 - 1)))]).SerializeToString())
    with at_most(SECONDS):
        inspected(path)


# Weights in other files

def external(folder, location, **entries):
    """Write a network whose weight lies elsewhere, and return its path."""
    layers = Layers(1)
    path = layers.convolution(1).save(folder / "n.onnx")
    whole = onnx.load(path)
    weight = whole.graph.initializer[0]
    data = weight.raw_data
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        weight.external_data.add(key=key, value=value)
    onnx.save(whole, path)
    return path, data


@pytest.mark.parametrize("location", [
    "../n.data", "a/../../n.data", "/etc/passwd", "C:\\n.data", "C:n.data", "..\\n.data",
    "a\\..\\..\\n.data", "\\\\server\\share\\n.data", "//server/share/n.data", "", ".", "..",
    "./../n.data", ".. /n.data", "a/.../n.data", "link.data", "folder/n.data", "a\0b",
    "file:///etc/passwd", "*/_ORT_MEM_ADDR_/*"])
def test_weights_elsewhere(tmp_path, location):
    """Also where the file is there, and where links lead to it."""
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "n.data").write_bytes(bytes(1000))
    (folder / "link.data").symlink_to(tmp_path / "n.data")
    (folder / "folder").symlink_to(tmp_path)
    path, _ = external(folder, location)
    with pytest.raises(InputError, match=r"beside"):
        Session(path)


@pytest.mark.parametrize("entries", [
    {"offset": "1"}, {"length": "8"}, {"offset": "36"}, {"offset": "-4"}, {"offset": "1e3"},
    {"length": str(2**63)}, {"offset": str(2**64)}, {"length": "x"}], ids=str)
def test_weights_beyond_the_end(tmp_path, entries):
    path, data = external(tmp_path, "n.data", **entries)
    (tmp_path / "n.data").write_bytes(data)
    with pytest.raises(InputError, match=r"goes beyond the end of 'n\.data'"):
        Session(path)


def test_weights_that_are_no_file(tmp_path):
    path, _ = external(tmp_path, "n.data")
    os.mkfifo(tmp_path / "n.data")
    with pytest.raises(InputError, match="not beside it"):
        Session(path)


@pytest.mark.parametrize("location, entries", [
    ("n.data", {}), ("weights/n.data", {}), ("n.data", {"offset": "4", "length": "36"})])
def test_weights_beside(tmp_path, location, entries):
    path, data = external(tmp_path, location, **entries)
    (tmp_path / location).parent.mkdir(exist_ok=True)
    (tmp_path / location).write_bytes(bytes(int(entries.get("offset", 0))) + data)
    opened = Session(path)
    assert opened.run({"x": np.ones((1, 1, 8, 8), np.float32)}, [opened.outputs[0].name])[0].any()


def test_all_that_is_made_is_tried():
    """A network that is written above is also in the list."""
    listed = {make for makes in REFUSED.values() for make in makes}
    helpers = {"constant", "model", "function", "calls", "call", "summed", "filled", "dropout",
               "body", "loop", "product", "referring", "branch_of"}
    made = {name for name, value in vars(hostile_networks).items()
            if callable(value) and getattr(value, "__module__", "") == hostile_networks.__name__}
    assert made - helpers == {make.__name__ for make in listed}

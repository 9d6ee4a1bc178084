"""The contract of a network: read, checked, written, without harm to the network."""

import json
import pathlib
import subprocess

import onnx
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.networks.contract import (
    Contract,
    Input,
    Output,
    Scaling,
    Term,
    read_contract,
    write_contract,
)
from stfusion_qgis.networks.onnx_file import read_metadata, write_metadata
from stfusion_qgis.networks.protobuf import bytes_field
from tests.networks.network_files import identity, plain_contract, terms
from tests.own_time import at_most
from tests.strict_python import STRICT_PYTHON

FULL = Contract(
    title="Rückstand 残差", architecture="residualfusion", bands=6,
    inputs=(Input("x", terms("fine_1", "coarse_1", "coarse_prediction - coarse_1")),
            Input("cells", terms("coarse_2"), "coarse")),
    scaling=Scaling("range", None, (-1.0, 1.0)), ratio=(4, 20), halo=24, tile_multiple=4,
    tile_statistics=True,
    output=Output("prediction", terms("fine_1", "coarse_prediction - coarse_1")),
    uncertainty="deviation", licence="CC0", citation="A. Author (2020)", training_data="simulated",
    dates="2020 to 2021", accuracy={"gwydir": {"RMSE": 180.5}})


@pytest.mark.parametrize("contract", [FULL, plain_contract()], ids=["full", "plain"])
def test_json_and_back(contract):
    assert Contract.from_json(contract.to_json()) == contract


def test_least_entries():
    """What may be left out has the defaults of the dataclass."""
    text = json.dumps({"version": 1, "title": "Identity", "scaling": {"kind": "scene"},
                       "bands": "any", "halo": 0, "output": {"name": "y"},
                       "inputs": [{"name": "x", "images": ["coarse_prediction"]}]})
    assert Contract.from_json(text) == plain_contract()


def test_what_it_needs():
    assert FULL.roles == ("fine_1", "coarse_1", "coarse_prediction", "coarse_2")
    assert FULL.lead == "fine_1" and plain_contract().lead == "coarse_prediction"
    assert FULL.channels(FULL.inputs[0]) == 18
    assert plain_contract().channels(plain_contract().inputs[0]) == 1


@pytest.mark.parametrize("text, term", [
    ("fine_1", Term("fine_1")),
    ("coarse_prediction-coarse_1", Term("coarse_prediction", "coarse_1")),
    (" coarse_2  -  coarse_1 ", Term("coarse_2", "coarse_1"))])
def test_terms(text, term):
    assert Term.parse(text) == term
    assert Term.parse(str(term)) == term


def test_documented(repository=pathlib.Path(__file__).parents[2]):
    """The table of the documentation has every entry."""
    page = (repository / "docs" / "networks.md").read_text("utf-8")
    for entry in json.loads(FULL.to_json()):
        assert f"`{entry}`" in page


WRONG = [  # entry, value (... removes it), words of the message
    ("title", ..., ["'title' is missing"]),
    ("title", 3, ["'title' is 3", "text"]),
    ("title", " ", ["'title'", "text"]),
    ("version", 2, ["version 2", "Update"]),
    ("version", "1", ["'version'", "whole number"]),
    ("inputs", [], ["'inputs'", "at least one"]),
    ("inputs", {"name": "x"}, ["'inputs'", "list"]),
    ("inputs", ["x"], ["'inputs[0]'", "object"]),
    ("inputs.0.name", ..., ["'inputs[0].name' is missing"]),
    ("inputs.0.images", "fine_1", ["'inputs[0].images'", "list of texts"]),
    ("inputs.0.images", [], ["'inputs[0].images'", "empty"]),
    ("inputs.1.images", ["landsat"], ["'inputs[1].images'", "'landsat'", "coarse_prediction"]),
    ("inputs.0.images", ["fine_1 - fine_1"], ["'inputs[0].images'", "difference of two"]),
    ("inputs.0.images", ["fine_1 - fine_2 - coarse_1"], ["difference of two"]),
    ("inputs.0.grid", "medium", ["'inputs[0].grid' is 'medium'", "fine, coarse"]),
    ("inputs.1.images", ["fine_2"], ["'inputs[1].images'", "fine_2 is no coarse image"]),
    ("inputs.0.size", 4, ["'inputs[0].size' is unknown", "grid, guide, images, kind, name, noise"]),
    ("inputs.1.name", "x", ["'inputs'", "same name"]),
    ("inputs.0.images", ["fine_1", "coarse_1"], ["'inputs'", "coarse_prediction"]),
    ("bands", 0, ["'bands' is 0"]),
    ("bands", "all", ["'bands' is 'all'"]),
    ("bands", True, ["'bands' is True"]),
    ("scaling", ..., ["'scaling' is missing"]),
    ("scaling.kind", "minmax", ["'scaling.kind'", "scene, range"]),
    ("scaling.from", [1, 1], ["'scaling.from'", "rising"]),
    ("scaling.to", [0, "1"], ["'scaling.to'", "rising"]),
    ("scaling.form", [0, 1], ["'scaling.form' is unknown"]),
    ("ratio", [0.5, 4], ["'ratio'", "rising"]),
    ("ratio", 16, ["'ratio' is 16"]),
    ("halo", -1, ["'halo' is -1", "0 or more"]),
    ("halo", 2.5, ["'halo' is 2.5"]),
    ("tile_multiple", 0, ["'tile_multiple'", "1 or more"]),
    ("tile_statistics", "no", ["'tile_statistics'", "true or false"]),
    ("output", "y", ["'output'", "object"]),
    ("output.name", "", ["'output.name'"]),
    ("output.added_to", ["prediction"], ["'output.added_to'", "'prediction'"]),
    ("output.added_to", ["fine_1", "coarse_1"], ["'output.added_to'", "only one image"]),
    ("inputs.0.images", ["coarse_prediction", "fine_2"], ["'inputs'", "fine_2 without fine_1"]),
    ("uncertainty", "deviation", ["'uncertainty'", "object"]),
    ("uncertainty.name", "prediction", ["'uncertainty.name'"]),
    ("licence", 5, ["'licence'"]),
    ("license", "MIT", ["'license' is unknown", "licence"]),
]


@pytest.mark.parametrize("place, value, words", WRONG, ids=[f"{p}={v}" for p, v, _ in WRONG])
def test_wrong_entries_are_named(place, value, words):
    given = json.loads(FULL.to_json())
    *way, last = (int(part) if part.isdigit() else part for part in place.split("."))
    inner = given
    for part in way:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    if place == "inputs.0.images":
        given["output"]["added_to"] = []
    with pytest.raises(InputError) as error:
        Contract.from_json(json.dumps(given))
    for word in words:
        assert word in str(error.value)


@pytest.mark.parametrize("text, word", [("{", "JSON"), ("[]", "object"), ("", "JSON")])
def test_no_json_object(text, word):
    with pytest.raises(InputError, match=word):
        Contract.from_json(text)


# Files

def test_written_and_read(tmp_path):
    """The network itself and other metadata stay as they are; an older contract goes."""
    source = identity(tmp_path / "source.onnx")
    model = onnx.load(source)
    onnx.helper.set_model_props(model, {"author": "somebody", "stfusion": "old"})
    onnx.save(model, source)
    target = str(tmp_path / "target.onnx")
    write_contract(source, FULL, target)
    assert read_contract(target) == FULL
    onnx.checker.check_model(target)
    written = onnx.load(target)
    assert written.graph == model.graph and written.opset_import == model.opset_import
    assert [prop.key for prop in written.metadata_props] == ["author", "stfusion"]
    assert read_metadata(source)["stfusion"] == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["source.onnx", "target.onnx"]


def test_in_place(tmp_path):
    path = identity(tmp_path / "a.onnx")
    for contract in (FULL, plain_contract()):
        write_contract(path, contract, path)
        assert read_contract(path) == contract
    assert len(onnx.load(path).metadata_props) == 1


def test_large_numbers(tmp_path):
    """Lengths of more than one byte, and a file that is copied in parts."""
    source = identity(tmp_path / "a.onnx")
    model = onnx.load(source)
    model.graph.initializer.append(onnx.helper.make_tensor(
        "w", onnx.TensorProto.FLOAT, [800_000], bytes(3_200_000), raw=True))
    onnx.save(model, source)
    write_contract(source, FULL, str(tmp_path / "b.onnx"))
    assert onnx.load(str(tmp_path / "b.onnx")).graph == model.graph
    assert read_contract(tmp_path / "b.onnx") == FULL


def test_without_contract(tmp_path):
    path = identity(tmp_path / "a.onnx")
    with pytest.raises(InputError, match=r"a\.onnx does not say .* 'Describe network'"):
        read_contract(path)


def test_broken_contract(tmp_path):
    path = identity(tmp_path / "a.onnx")
    write_metadata(path, "stfusion", '{"version": 1, "title": "A"}', path)
    with pytest.raises(InputError, match=r"a\.onnx breaks the contract.* 'inputs' is missing"):
        read_contract(path)


@pytest.mark.parametrize("text", [
    b"", b"This is no network.", b"<html>Not found</html>", b"\x89PNG\r\n\x1a\n" + bytes(50),
    b"\x08\x08", b"II*\0" + bytes(100), bytes(100)], ids=range(7))
def test_no_onnx(tmp_path, text):
    path = tmp_path / "a.onnx"
    path.write_bytes(text)
    with pytest.raises(InputError, match=r"a\.onnx is no ONNX file"):
        read_contract(path)


def test_truncated(tmp_path):
    """Wherever it ends."""
    whole = identity(tmp_path / "a.onnx")
    write_contract(whole, FULL, whole)
    data = pathlib.Path(whole).read_bytes()
    for size in range(8, len(data), 13):
        (tmp_path / "cut.onnx").write_bytes(data[:size])
        with pytest.raises(InputError, match=r"cut\.onnx (is not complete|does not say|is no ONNX)"
                           ):
            read_contract(tmp_path / "cut.onnx")


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"no\.onnx cannot be opened"):
        read_contract(tmp_path / "no.onnx")


def test_unwritable_target(tmp_path):
    source = identity(tmp_path / "a.onnx")
    with pytest.raises(InputError, match="cannot be written"):
        write_contract(source, FULL, tmp_path / "no" / "b.onnx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.onnx"]


def test_needs_no_packages():
    """Reading and writing must work before onnxruntime is installed."""
    code = ("import sys, stfusion_qgis.networks.contract; "
            "sys.exit(bool({'onnx', 'onnxruntime', 'torch'} & set(sys.modules)))")
    assert subprocess.run([*STRICT_PYTHON, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("entry, value", [
    ("halo", 12000), ("halo", 10**30), ("tile_multiple", 2**31), ("bands", 10**6),
    ("inputs", [{"name": str(i), "images": ["coarse_prediction"]} for i in range(1000)]),
    ("inputs", [{"name": "x", "images": ["coarse_prediction"] * 1000}]), ("ratio", [1, 10**400]),
    ("ratio", [1, 1001]), ("ratio", [1, 1e200]), ("title", "x" * 201), ("citation", "x" * 10_001),
    ("accuracy", {"a": [[[[[[[[[1]]]]]]]]]}), ("accuracy", {str(i): i for i in range(2000)}),
    ("accuracy", [1]), ("accuracy", "x"),
    ("scaling", {"kind": "range", "from": [0, 1e13], "to": [0, 1]}),
    ("scaling", {"kind": "range", "from": [-1e30, 0], "to": [0, 1]})])
def test_numbers_are_bounded(entry, value):
    """A file of some hundred bytes must not ask for gigabytes."""
    data = {**json.loads(plain_contract().to_json()), entry: value}
    with pytest.raises(InputError, match=entry):
        Contract.from_json(json.dumps(data))


def test_nested_contracts_and_long_metadata(tmp_path):
    with pytest.raises(InputError, match="no JSON"):
        Contract.from_json('{"accuracy": ' + "[" * 10**6)
    with pytest.raises(InputError, match="longer than 200000 letters"):
        Contract.from_json(json.dumps({f"{i}": "x" * 1000 for i in range(300)}))
    path = tmp_path / "a.onnx"
    write_metadata(identity(tmp_path / "b.onnx"), "notes", "x" * 20 * 2**20, path)
    with pytest.raises(InputError, match="damaged or too long"):
        read_contract(path)


@pytest.mark.parametrize("entry", [
    bytes_field(14, bytes_field(1, b"x") * 200), bytes_field(14, b"") * 200_000,
    bytes_field(14, bytes_field(1, b"a") + bytes_field(2, b"x" * 2**20)) * 5],
    ids=["many fields", "many entries", "long in all"])
def test_metadata_of_many_parts(tmp_path, entry):
    """A dialog reads it: it must not take seconds."""
    path = tmp_path / "a.onnx"
    identity(path)
    path.write_bytes(path.read_bytes() + entry)
    with at_most(seconds=5), pytest.raises(InputError, match="damaged or too long"):
        read_contract(path)

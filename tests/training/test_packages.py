"""The packages that training needs, and the messages on missing ones."""

import sys

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.processes.interpreter import Interpreter
from stfusion_qgis.training.packages import PACKAGES, check_packages


def problem(found):
    with pytest.raises(InputError) as caught:
        check_packages(found)
    return str(caught.value)


def test_the_python_of_this_process_can_train():
    assert set(check_packages(Interpreter.find())) == set(PACKAGES)


def test_torch_is_missing_in_qgis(monkeypatch, tmp_path):
    """The message says where to click; here Python must not see the packages of its own."""
    monkeypatch.setattr(Interpreter, "versions", lambda *_: {
        "numpy": "1.24", "torch": None, "onnx": None})
    text = problem(Interpreter(sys.executable))
    assert "torch, onnx" in text and "numpy" not in text
    assert "Settings > Options > STFusion" in text and "'Python'" in text


def test_torch_is_missing_in_another_python(tmp_path):
    """The message says what to type. A real Python, whose packages are hidden by -S."""
    path = tmp_path / "python"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -s "$@"\n')
    path.chmod(0o755)
    found = Interpreter.find(str(path))
    assert f'"{path}" -m pip install numpy scipy gdal torch' in problem(found)

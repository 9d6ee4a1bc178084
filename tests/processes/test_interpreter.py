"""Finding a Python, asking it for its packages, and its environment."""

import os
import sys

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.processes import interpreter
from stfusion_qgis.processes.interpreter import Interpreter, forget_own_python


def fake_python(tmp_path, says, code=0):
    """Return a program that answers every question alike."""
    path = tmp_path / "python"
    path.write_text(f"#!{sys.executable}\nimport sys\nprint({says!r})\nsys.exit({code})\n")
    path.chmod(0o755)
    return str(path)


def problem(found):
    with pytest.raises(InputError) as caught:
        found.versions(["torch", "numpy"])
    return str(caught.value)


def test_the_python_of_this_process_is_found():
    found = Interpreter.find()
    assert found.versions(["numpy", "nowhere"]) == {"numpy": np.__version__, "nowhere": None}
    assert found.own and os.path.samefile(os.path.dirname(found.path),
                                          os.path.join(sys.prefix, "bin"))


def test_another_python_of_the_path_is_not_taken(monkeypatch, tmp_path):
    """Inside of QGIS, `sys.executable` may be the first python3 of the PATH."""
    other = tmp_path / "python3"
    other.write_text('#!/bin/sh\necho "[3, 7, \\"1.0\\"]"\n')
    other.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(other))
    forget_own_python()
    assert Interpreter.find().path != str(other)


def test_no_python_at_all(monkeypatch, tmp_path):
    monkeypatch.setattr(interpreter, "candidates", lambda: [str(tmp_path / "qgis")])
    forget_own_python()
    with pytest.raises(InputError, match="The Python of QGIS was not found"):
        Interpreter.find()


def test_a_broken_package_is_named(tmp_path):
    text = problem(Interpreter(fake_python(
        tmp_path, 'FOUND{"torch": ["OSError: libcudart.so.12: cannot open"]}')))
    assert "torch" in text and "libcudart.so.12" in text


def test_a_broken_import_is_no_missing_package(tmp_path):
    """The packages of the probe are there, but one of them lacks something that it imports."""
    (tmp_path / "torch.py").write_text("import nothing_of_that_name")
    path = tmp_path / "python"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}:$PYTHONPATH" exec "{sys.executable}" "$@"')
    path.chmod(0o755)
    text = problem(Interpreter(str(path)))
    assert "torch" in text and "nothing_of_that_name" in text and "broken" in text


@pytest.mark.parametrize("says, code", [("", 0), ("Hello", 3)])
def test_a_program_that_is_no_python(tmp_path, says, code):
    assert "does not work as Python" in problem(Interpreter(fake_python(tmp_path, says, code)))


def test_a_file_that_is_no_program(tmp_path):
    (tmp_path / "text").write_text("no program")
    assert "cannot be started" in problem(Interpreter.find(str(tmp_path / "text")))


def test_a_python_that_does_not_exist(tmp_path):
    with pytest.raises(InputError, match="There is no program"):
        Interpreter.find(str(tmp_path / "python"))


@pytest.fixture
def qgis_variables(monkeypatch):
    for name, value in {"PYTHONPATH": "/of/qgis", "PYTHONHOME": "/home/of/qgis",
                        "PROJ_LIB": "/proj", "GDAL_DATA": "/gdal", "PYTHONSTARTUP": "/start.py",
                        "PATH": "/bin"}.items():
        monkeypatch.setenv(name, value)


def test_the_environment_of_the_own_python(qgis_variables):
    """It finds what QGIS finds, and first the plugin."""
    variables = Interpreter("python", True, "zh_CN").environment()
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    places = variables["PYTHONPATH"].split(os.pathsep)
    assert places[0] == root and set(places[1:]) >= {p for p in sys.path if os.path.isdir(p)}
    assert (variables["PROJ_LIB"], variables["PATH"]) == ("/proj", "/bin")
    assert variables["PYTHONHOME"] == "/home/of/qgis" and "PYTHONSTARTUP" not in variables
    assert variables["STFUSION_LANGUAGE"] == "zh_CN"


def test_the_environment_of_another_python(qgis_variables):
    """The libraries of QGIS would break it."""
    variables = Interpreter("python", False).environment()
    assert os.pathsep not in variables["PYTHONPATH"]
    assert not {"PYTHONHOME", "PROJ_LIB", "GDAL_DATA", "PYTHONSTARTUP"} & set(variables)
    assert variables["PATH"] == "/bin"

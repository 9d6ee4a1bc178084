"""A Python process of its own."""

import sys
import threading

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.processes import interpreter
from stfusion_qgis.processes.candidates import search_path_variables
from stfusion_qgis.processes.interpreter import Interpreter, forget_own_python
from stfusion_qgis.processes.python_run import run_python
from stfusion_qgis.progress import Progress


def run(code, **more):
    lines = []
    return run_python(["-c", code], lines.append, **more), lines


def test_it_is_the_same_python_with_the_same_packages():
    status, lines = run("import sys, numpy, osgeo.gdal; print(sys.version); print(numpy.__file__)")
    assert status == 0
    assert "\n".join(lines) == f"{sys.version}\n{np.__file__}"


def test_qgis_instead_of_python_is_not_taken(monkeypatch):
    """On Windows and macOS `sys.executable` is QGIS; the program lies elsewhere."""
    forget_own_python()
    monkeypatch.setattr(sys, "executable", "/usr/bin/qgis.bin")
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/qgis.bin", raising=False)
    assert "qgis" not in Interpreter.find().path
    assert run("print(1)")[1] == ["1"]
    forget_own_python()


def test_no_python_is_said(monkeypatch):
    forget_own_python()
    monkeypatch.setattr(interpreter, "candidates", lambda: iter(["/bin/true", "/bin/cat"]))
    with pytest.raises(InputError, match="The Python of QGIS was not found"):
        run("")
    forget_own_python()


def test_output_errors_and_exit_code_arrive():
    status, lines = run("import sys; print('é'); print('b', file=sys.stderr); sys.exit(3)")
    assert (status, sorted(lines)) == (3, ["b", "é"])


def test_lines_come_while_it_runs():
    """The first line is there before the child may write the second."""
    lines = []
    with pytest.raises(Cancelled):
        run_python(["-c", "import time; print('first'); time.sleep(600); print('second')"],
                   lines.append, Progress().until(lambda: bool(lines)))
    assert lines == ["first"]


def test_a_crash_is_an_exit_code():
    assert run("import os; os.kill(os.getpid(), 11)")[0] == -1


def test_on_a_thread_of_its_own():
    found = []
    thread = threading.Thread(target=lambda: found.append(run("print(2)")))
    thread.start()
    thread.join()
    assert found == [(0, ["2"])]


def test_more_variables(tmp_path):
    variables = search_path_variables([str(tmp_path)])
    assert run("import sys; print(sys.path[-1])", variables=variables)[1] != []
    (tmp_path / "only_there.py").write_text("")
    assert run("import only_there", variables=variables)[0] == 0
    assert run("import only_there")[0] == 1

"""A Python process of its own."""

import sys
import threading

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.processes import candidates as interpreter
from stfusion_qgis.processing import python_process
from stfusion_qgis.processing.python_process import python_program, run_python
from stfusion_qgis.progress import Progress


def run(code, **more):
    lines = []
    return run_python(["-c", code], lines.append, **more), lines


def test_it_is_the_same_python_with_the_same_packages(qgis_app):
    status, lines = run("import sys, numpy, osgeo.gdal; print(sys.version); print(numpy.__file__)")
    assert status == 0
    assert "\n".join(lines) == f"{sys.version}\n{np.__file__}"


def test_qgis_instead_of_python_is_not_taken(qgis_app, monkeypatch):
    """On Windows and macOS `sys.executable` is QGIS; the program lies elsewhere."""
    python_program.cache_clear()
    monkeypatch.setattr(sys, "executable", "/usr/bin/qgis.bin")
    monkeypatch.setattr(sys, "_base_executable", "/usr/bin/qgis.bin", raising=False)
    assert "qgis" not in python_program()
    assert run("print(1)")[1] == ["1"]
    python_program.cache_clear()


def test_no_python_is_said(qgis_app, monkeypatch):
    python_program.cache_clear()
    monkeypatch.setattr(python_process, "candidates", lambda: iter(["/bin/true", "/bin/cat"]))
    with pytest.raises(InputError, match="No Python program that fits QGIS"):
        run("")
    python_program.cache_clear()


def test_output_errors_and_exit_code_arrive(qgis_app):
    status, lines = run("import sys; print('é'); print('b', file=sys.stderr); sys.exit(3)")
    assert (status, sorted(lines)) == (3, ["b", "é"])


def test_lines_come_while_it_runs(qgis_app):
    """The first line is there before the child may write the second."""
    lines = []
    with pytest.raises(Cancelled):
        run_python(["-c", "import time; print('first'); time.sleep(600); print('second')"],
                   lines.append, Progress().until(lambda: bool(lines)))
    assert lines == ["first"]


def test_a_crash_is_an_exit_code(qgis_app):
    assert run("import os; os.kill(os.getpid(), 11)")[0] == -1


def test_on_a_thread_of_its_own(qgis_app):
    found = []
    thread = threading.Thread(target=lambda: found.append(run("print(2)")))
    thread.start()
    thread.join()
    assert found == [(0, ["2"])]


def test_more_variables(qgis_app, tmp_path):
    variables = interpreter.search_path_variables([str(tmp_path)])
    assert run("import sys; print(sys.path[-1])", variables=variables)[1] != []
    (tmp_path / "only_there.py").write_text("")
    assert run("import only_there", variables=variables)[0] == 0
    assert run("import only_there")[0] == 1

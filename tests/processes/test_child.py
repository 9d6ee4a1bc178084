"""Children: what they say, how they end, and that nothing of the current folder runs in them."""

import os
import sys

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.processes import child as module
from stfusion_qgis.processes.child import Child, output_of
from stfusion_qgis.processes.interpreter import Interpreter
from stfusion_qgis.processes.python_run import run_python


def said_by(child):
    """Return all that a child says until it closes its output."""
    said = []
    while True:
        try:
            said.append(child.read(0.1))
        except EOFError:
            return [one for one in said if one is not None]


def ended(tmp_path, code, **options):
    """Return a child that has ended, and what it said."""
    with Child([sys.executable, "-c", code], dict(os.environ), str(tmp_path), **options) as child:
        said = said_by(child)
        child.end()
        return child, said


def test_events_and_lines(tmp_path):
    _, said = ended(tmp_path, "print('{\"event\": \"a\", \"n\": 1}'); print('b\\r'); print('[1]')")
    assert said == [{"event": "a", "n": 1}, "b", "[1]"]


def test_errors_come_with_the_output_or_apart(tmp_path):
    code = "import sys; print('{\"event\": \"one\"}', flush=True); print('two', file=sys.stderr)"
    child, said = ended(tmp_path, code)
    assert (said, child.last_words()) == ([{"event": "one"}], "two")
    assert ended(tmp_path, code, errors_apart=False)[1] == [{"event": "one"}, "two"]


def test_requests_arrive_until_the_input_is_closed(tmp_path):
    code = "import sys\nfor line in sys.stdin: print('heard', line.strip(), flush=True)"
    with Child([sys.executable, "-c", code], dict(os.environ), str(tmp_path)) as child:
        child.send("时空")
        child.ask_to_stop()
        child.close_input()
        assert said_by(child) == ["heard 时空", "heard stop"]
        assert child.end() == 0
    child.send("more")  # which nobody reads


@pytest.mark.parametrize("code, words", [
    ("raise MemoryError", "Sorting was ended because memory ran out"),
    ("import nowhere", "Sorting: a library is missing or broken"),
    ("exit(3)", "Sorting ended unexpectedly (exit code 3)"),
    ("import os; os.kill(os.getpid(), 11)", "Sorting ended unexpectedly (SIGSEGV)")])
def test_the_caller_names_the_work_that_failed(tmp_path, code, words):
    assert ended(tmp_path, code)[0].failure("Sorting").startswith(words)


def test_closing_ends_it(tmp_path):
    child = Child([sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ),
                  str(tmp_path))
    child.close()
    assert child.end() < 0


def test_no_program(tmp_path):
    with pytest.raises(InputError, match="cannot be started"):
        Child([str(tmp_path / "none")], {}, str(tmp_path))


# Nothing of the current folder is run

def output(tmp_path, arguments):
    found = Interpreter.find()
    done = output_of([found.path, *arguments], found.environment(), 60)
    return done.returncode, done.stdout + done.stderr


def events(tmp_path, arguments):
    found, folder = Interpreter.find(), tmp_path / "own"
    folder.mkdir()
    with Child([found.path, *arguments], found.environment(), str(folder),
               errors_apart=False) as child:
        said = said_by(child)
        return child.end(), "\n".join(said)


def lines(tmp_path, arguments):
    said = []
    return run_python(arguments, said.append), "\n".join(said)


@pytest.fixture(params=["a Python that knows PYTHONSAFEPATH", "an older one"])
def python(request, monkeypatch):
    """Before Python 3.11 only the folder of its own keeps a child from the current folder."""
    if request.param == "an older one":
        monkeypatch.setattr(module, "_safe", dict)


@pytest.mark.parametrize("run", [output, events, lines])
@pytest.mark.parametrize("arguments", [["-c", "import json, numpy"], ["-m", "pip", "--version"]])
def test_nothing_of_the_current_folder_is_run(tmp_path, monkeypatch, python, run, arguments):
    """QGIS is often started in the folder of a project, which somebody has downloaded."""
    Interpreter.find()
    for name in ("json", "numpy", "pip", "encodings", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("print('taken in')")
    monkeypatch.chdir(tmp_path)
    code, said = run(tmp_path, arguments)
    assert code == 0 and "taken in" not in said

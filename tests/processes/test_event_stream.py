"""The child's side of the pipes, in a child."""

import os
import sys

import pytest

from stfusion_qgis.processes.child import Child
from stfusion_qgis.processes.interpreter import Interpreter

HEAD = """
import os, threading
from stfusion_qgis.processes.event_stream import as_json, own_stdout, stop_on_request
emit = as_json(own_stdout())
"""


@pytest.fixture
def start(tmp_path):
    """Return a function that starts a child."""
    started = []

    def start(code):
        child = Child([sys.executable, "-c", HEAD + code], Interpreter.find().environment(),
                      str(tmp_path))
        started.append(child)
        return child
    yield start
    for child in started:
        child.close()


def events(child):
    """Return all events, until the child closes its output; nothing else comes."""
    found = []
    while True:
        try:
            found.append(child.read(60))
        except EOFError:
            return found


def test_what_libraries_print_is_no_event(start):
    child = start("print('noise', flush=True); os.system('echo more noise'); emit('done', n='时')")
    assert events(child) == [{"event": "done", "n": "时"}]
    child.end()
    assert "noise" in child.last_words()


def test_events_of_many_threads_stay_whole(start):
    child = start("""
threads = [threading.Thread(target=lambda i=i: [emit("e", i=i, text="x" * 5000)
                                                for _ in range(20)]) for i in range(4)]
[thread.start() for thread in threads]
""")
    found = events(child)
    assert sorted(event["i"] for event in found) == sorted([0, 1, 2, 3] * 20)


@pytest.mark.parametrize("ask", [
    Child.ask_to_stop, Child.close_input,
    pytest.param(lambda child: child._signal("SIGTERM"), marks=pytest.mark.skipif(
        os.name == "nt", reason="a signal ends it"))])
def test_a_child_is_asked_to_stop(start, ask):
    """By the line "stop", by the end of its input, or by a signal."""
    child = start("stop = stop_on_request(listen=True)\nemit('ready')\n"
                  "while not stop.wait(0.05): pass\nemit('stopped')")
    assert child.read(60) == {"event": "ready"}
    ask(child)
    assert events(child) == [{"event": "stopped"}]
    assert child.end() == 0

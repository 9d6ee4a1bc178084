"""The process in which networks run: what it does to a network, and what QGIS feels of it."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.networks import session
from stfusion_qgis.networks.apart import idle_runner
from stfusion_qgis.networks.apart.runner import Runner
from stfusion_qgis.networks.session import Session, TooLittleMemory
from stfusion_qgis.processes.interpreter import Interpreter
from tests.networks.hostile_networks import loop, product
from tests.networks.network_files import Layers, identity
from tests.strict_python import STRICT_PYTHON

IMAGE = {"x": np.ones((1, 1, 64, 64), np.float32)}
SECONDS = 60  # within which all ends, on a busy machine


@pytest.fixture
def begun():
    """Return when the test began; it has to end soon after."""
    begun = time.monotonic()
    yield begun
    assert time.monotonic() - begun < SECONDS


@pytest.fixture
def slow(tmp_path):
    """Return a network that is not refused, and whose constants are multiplied for a minute."""
    path = tmp_path / "n.onnx"
    path.write_bytes(product(9000).SerializeToString())
    return path


@pytest.fixture
def endless(tmp_path):
    """Return a network that runs for years."""
    path = tmp_path / "n.onnx"
    path.write_bytes(loop(Layers(1, name="v").add("Sin", name="w").nodes, 10**15)
                     .SerializeToString())
    return path


def after(seconds):
    """Return a check that cancels after some seconds."""
    end = time.monotonic() + seconds

    def check():
        if time.monotonic() > end:
            raise Cancelled
    return check


def ending(opened, signal_number):
    """Return a check that ends the process of a network after it has been asked to run."""
    calls, process = [], opened._runner._child._process

    def check():
        calls.append(1)
        if len(calls) == 5:  # one was before it was asked, the others at each look at it
            process.send_signal(signal_number)
    return check


def test_onnxruntime_is_not_loaded_here(tmp_path):
    """What it does to its process, it does not to QGIS."""
    path = identity(tmp_path / "n.onnx")
    code = ("import sys, numpy; from stfusion_qgis.networks.session import Session; "
            "from stfusion_qgis.networks.apart.providers import tried_providers; "
            f"s = Session({path!r}); s.run({{'x': numpy.ones((1, 1, 8, 8), 'f4')}}, ['y']); "
            "tried_providers(lambda: None); sys.exit('onnxruntime' in sys.modules)")
    assert subprocess.run([*STRICT_PYTHON, "-c", code], check=False, timeout=300).returncode == 0


def test_a_network_that_loads_for_a_minute_is_given_up(monkeypatch, slow, begun):
    monkeypatch.setattr(session, "_LOADING_SECONDS", {"cpu": 0.5})
    with pytest.raises(InputError, match=r"n\.onnx was not loaded within \d seconds"):
        Session(slow)


def test_loading_is_cancelled(slow, begun):
    with pytest.raises(Cancelled):
        Session(slow, check=after(0.5))


def test_a_run_that_takes_too_long(endless, begun):
    opened = Session(endless)
    with pytest.raises(InputError, match="takes longer than 1 seconds for one tile"):
        opened.run(IMAGE, ["y"], seconds=1)


def test_the_network_can_run_again_after_a_cancelled_run(tmp_path, endless, begun):
    """The process is kept if it listens."""
    opened = Session(endless)
    for _ in range(2):
        with pytest.raises(Cancelled):
            opened.run(IMAGE, ["y"], after(0.3))
    assert opened._runner.is_alive


def test_a_process_that_ends(tmp_path, begun):
    """Onnxruntime has ended the process: a message, and the next run has a new one."""
    opened = Session(identity(tmp_path / "n.onnx"))
    pid = opened._runner._child._process.pid
    os.kill(pid, signal.SIGSEGV)
    opened._runner._child._process.wait(SECONDS)
    assert (opened.run(IMAGE, ["y"])[0] == 1).all()
    assert opened._runner._child._process.pid != pid


def test_a_process_that_ends_while_it_runs(endless, begun):
    opened = Session(endless)
    with pytest.raises(InputError, match=r"onnxruntime ended unexpectedly.*QGIS itself is not"):
        opened.run(IMAGE, ["y"], ending(opened, signal.SIGSEGV))


def test_killed_for_memory(endless, begun):
    """As Linux does when memory runs out."""
    opened = Session(endless)
    with pytest.raises(TooLittleMemory, match=r"n\.onnx needs more memory"):
        opened.run(IMAGE, ["y"], ending(opened, signal.SIGKILL))


@pytest.mark.skipif(sys.platform != "linux", reason="others do not limit a process")
def test_memory_is_limited_beyond_what_onnxruntime_counts(tmp_path, begun):
    """Folding constants takes memory that is not in its pool."""
    path = tmp_path / "n.onnx"
    path.write_bytes(product(9000).SerializeToString())
    with pytest.raises(TooLittleMemory):
        Session(path, memory=800 * 2**20)


def test_it_ends_with_the_one_that_asks(endless, begun):
    """Also if that one is killed while a network runs."""
    code = ("import numpy; from stfusion_qgis.networks.session import Session; "
            f"s = Session({str(endless)!r}); "
            "print(s._runner._child._process.pid, s._runner._folder, flush=True); "
            "s.run({'x': numpy.ones((1, 1, 8, 8), 'f4')}, ['y'])")
    with subprocess.Popen([*STRICT_PYTHON, "-c", code], stdout=subprocess.PIPE, text=True) as asks:
        pid, folder = asks.stdout.readline().split()
        time.sleep(0.5)
        asks.kill()
    while _runs(pid):
        time.sleep(0.1)
    assert not os.path.exists(folder)


def _runs(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_one_process_waits_for_the_next_network(tmp_path, begun):
    path = identity(tmp_path / "n.onnx")
    first, second = Session(path), Session(path)
    runners = [first._runner, second._runner]
    assert runners[0] is not runners[1]
    del first, second
    assert [runner.is_alive for runner in runners] == [True, False]
    again = Session(path)
    assert again._runner is runners[0]
    assert (again.run(IMAGE, ["y"])[0] == 1).all()


def test_another_limit_of_memory_needs_another_process(tmp_path, begun):
    """Older versions of onnxruntime keep their first limit."""
    path = identity(tmp_path / "n.onnx")
    runner = Session(path, memory=2**30)._runner
    assert Session(path, memory=2**29)._runner is not runner


def test_an_answer_that_comes_too_late_is_not_heard(tmp_path, begun):
    """What was asked before has its own number."""
    opened = Session(identity(tmp_path / "n.onnx"))
    opened._runner._send("providers")
    assert (opened.run(IMAGE, ["y"])[0] == 1).all()


def test_without_a_python(tmp_path, monkeypatch):
    def find(*_, **__):
        raise InputError("The Python of QGIS was not found")

    idle_runner.taken().close()
    monkeypatch.setattr(Interpreter, "find", find)
    with pytest.raises(InputError, match="was not found"):
        Session(identity(tmp_path / "n.onnx"), memory=2**28)


def test_nothing_is_left(tmp_path):
    """Its folder goes with it."""
    runner = Runner()
    folder = runner._folder
    assert os.path.isdir(folder)
    runner.close()
    assert not os.path.exists(folder) and not runner.is_alive


class Waiting:
    """A process that only counts what is done to it."""

    def __init__(self):
        self.memory, self.is_alive, self.closed = None, True, False

    def forget(self):
        pass

    def close(self):
        self.is_alive, self.closed = False, True


def test_giving_back_waits_for_nobody():
    """Python tidies up on any thread, such as one whose start another thread waits for."""
    idle_runner.let_go()
    runner = Waiting()
    with idle_runner._lock:
        thread = threading.Thread(target=idle_runner.given_back, args=(runner,), daemon=True)
        thread.start()
        thread.join(SECONDS)
        assert not thread.is_alive()
    assert idle_runner.taken() is runner


def test_processes_are_started_and_ended_without_the_lock(monkeypatch):
    """Both wait for threads, on which Python may tidy up and give processes back."""
    idle_runner.let_go()
    runners = [Waiting(), Waiting()]
    free = []

    def made():
        free.append(not idle_runner._lock.locked())
        return Waiting()

    def close(self):
        free.append(not idle_runner._lock.locked())
        self.is_alive, self.closed = False, True

    monkeypatch.setattr(Waiting, "close", close)
    monkeypatch.setattr(idle_runner, "Runner", made)
    for runner in runners:
        idle_runner.given_back(runner)
    assert [runner.closed for runner in runners] == [False, True]  # one is enough
    assert idle_runner.taken() is runners[0]
    idle_runner.taken()
    idle_runner.given_back(Waiting())
    idle_runner.let_go()
    assert free == [True] * 3


def test_threads_that_take_and_give_back_at_once():
    idle_runner.let_go()
    known, errors = set(), []

    def work():
        try:
            for _ in range(300):
                runner = idle_runner.taken()
                assert runner not in known
                known.add(runner)
                known.discard(runner)
                idle_runner.given_back(runner)
        except Exception as error:
            errors.append(error)

    idle_runner.given_back(Waiting())
    before, idle_runner.Runner = idle_runner.Runner, Waiting
    try:
        threads = [threading.Thread(target=work, daemon=True) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)
        assert not errors and not any(thread.is_alive() for thread in threads)
    finally:
        idle_runner.Runner = before
        idle_runner.let_go()
    assert not idle_runner._idle and idle_runner._returned.empty()

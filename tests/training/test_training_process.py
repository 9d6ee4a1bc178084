"""Training in a process of its own, with small programs in the place of the real one."""

import gc
import itertools
import os
import pathlib
import sys
import textwrap
import threading
import time
from types import SimpleNamespace

import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.networks.apart import idle_runner
from stfusion_qgis.processes.interpreter import Interpreter
from stfusion_qgis.progress import CollectedProgress, Progress
from stfusion_qgis.training import training_process
from stfusion_qgis.training.training_process import Patience, run_program, train_in_process
from tests.strict_python import STRICT_PYTHON

QUICK = Patience(stop=0.5, end=2)  # for programs that would not end by themselves
LONG = Patience(stop=120, end=120)

HEAD = """
import json, os, signal, sys, threading, time
def say(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)
"""


class Listener(CollectedProgress):
    """Keeps what it is told, and cancels when an event of a kind has come."""

    def __init__(self, cancel_at=None):
        super().__init__(Progress().until(lambda: self.cancelled))
        self.events, self.cancelled, self._cancel_at = [], cancel_at == "start", cancel_at

    def hear(self, event):
        self.events.append(event)
        self.cancelled |= event["event"] == self._cancel_at


def run(tmp_path, program, listener=None, patience=LONG):
    """Run a program and return whether it was complete; nothing of it remains in any case."""
    listener = listener or Listener()
    gc.collect()  # networks of other tests
    idle_runner.let_go()
    threads = set(threading.enumerate())
    try:
        return run_program([*STRICT_PYTHON, "-c", HEAD + textwrap.dedent(program)],
                           dict(os.environ), str(tmp_path), listener.hear, listener, patience)
    finally:
        with pytest.raises(ChildProcessError):  # not even a zombie
            os.waitpid(-1, os.WNOHANG)
        assert set(threading.enumerate()) <= threads


def failure(tmp_path, program, listener=None):
    with pytest.raises(InputError) as caught:
        run(tmp_path, program, listener)
    return str(caught.value)


def test_events_come_while_it_runs(tmp_path):
    """Each is heard before the program goes on: it waits for a file that the listener writes."""
    class Answering(Listener):
        def hear(self, event):
            super().hear(event)
            if event["event"] == "progress":
                (tmp_path / "heard").touch()

    listener = Answering()
    assert run(tmp_path, """
        say("progress", fraction=0.5, text="时空融合")
        while not os.path.exists("heard"):
            time.sleep(0.01)
        say("finished")
        """, listener)
    assert listener.events == [{"event": "progress", "fraction": 0.5, "text": "时空融合"},
                               {"event": "finished"}]


def test_what_is_no_event_goes_into_the_log(tmp_path):
    listener = Listener()
    assert run(tmp_path, r"""
        print("Downloading ...")
        print('{"no": "event"}')
        print("[1, 2]")
        print("{broken")
        sys.stdout.buffer.write(b"\xff\xfe\n")
        say("finished")
        """, listener)
    assert listener.infos[:4] == ["Downloading ...", '{"no": "event"}', "[1, 2]", "{broken"]
    assert len(listener.infos) == 5 and listener.events == [{"event": "finished"}]


def test_a_flood_of_output_neither_blocks_nor_fills_the_log(tmp_path):
    listener = Listener()
    assert run(tmp_path, """
        for i in range(20000):
            print("x" * 100)
            print("y" * 100, file=sys.stderr)
        say("finished")
        """, listener)
    assert len(listener.infos) == 100


def test_stop_keeps_the_best(tmp_path):
    """The program is asked, goes on to export, and ends by itself: that is no failure."""
    listener = Listener(cancel_at="progress")
    assert run(tmp_path, """
        say("progress", fraction=0.1)
        assert sys.stdin.readline() == "stop\\n"
        say("exported", output="x")
        say("finished")
        """, listener) is False
    assert [event["event"] for event in listener.events] == ["progress", "exported", "finished"]


def test_signs_of_life_give_it_time_to_stop(tmp_path, monkeypatch):
    """It takes longer than the patience, but says so: half of it passes with each sign."""
    clock = itertools.count(step=LONG.stop / 2)
    monkeypatch.setattr(training_process, "_POLL_SECONDS", 60)  # only signs let the time pass
    monkeypatch.setattr(training_process, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    assert run(tmp_path, """
        say("progress", fraction=0.1)
        sys.stdin.readline()
        for i in range(5):
            say("message", level="info", text="exporting")
        say("finished")
        """, Listener(cancel_at="progress")) is False


@pytest.mark.parametrize("ignored", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"])
def test_who_does_not_stop_is_ended(tmp_path, ignored):
    """First asked, then told, then killed."""
    with pytest.raises(Cancelled):
        run(tmp_path, f"""
        {ignored}
        say("progress", fraction=0.1)
        time.sleep(600)
        say("finished")
        """, Listener(cancel_at="progress"), QUICK)


def test_programs_that_it_started_end_with_it(tmp_path):
    """They hold its output open, too: nobody waits for that."""
    with pytest.raises(Cancelled):
        run(tmp_path, """
        import subprocess
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        open("pid", "w").write(str(child.pid))
        say("progress", fraction=0.1)
        time.sleep(600)
        """, Listener(cancel_at="progress"), QUICK)
    status = pathlib.Path("/proc", (tmp_path / "pid").read_text(), "stat")
    for _ in range(2000):
        try:
            if " Z " in status.read_text():  # nobody has asked for its exit code yet
                return
        except OSError:
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_cancelled_and_failed_is_cancelled(tmp_path):
    """The reason is a warning, not an error: the user did not want the result any more."""
    listener = Listener(cancel_at="progress")
    with pytest.raises(Cancelled):
        run(tmp_path, """
        say("progress", fraction=0.1)
        sys.stdin.readline()
        say("error", text="Nothing was learnt yet.")
        sys.exit(1)
        """, listener)
    assert listener.warnings == ["Nothing was learnt yet."]


def test_an_error_is_told_in_its_own_words(tmp_path):
    assert failure(tmp_path, """
        say("error", text="The images do not overlap.")
        sys.exit(1)
        """) == "The images do not overlap."


def test_a_crash(tmp_path):
    """The signal and the last words."""
    text = failure(tmp_path, """
        print("loading the weights", file=sys.stderr, flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)
        """)
    assert "SIGSEGV" in text and "loading the weights" in text and "not affected" in text


def test_a_crash_inside_of_a_library(tmp_path, monkeypatch):
    """Python reports where; what comes before and the long end of its report matter less."""
    monkeypatch.setenv("PYTHONFAULTHANDLER", "1")
    text = failure(tmp_path, """
        def step_of_the_training():
            os.kill(os.getpid(), signal.SIGABRT)
        for i in range(30):
            print("a warning", file=sys.stderr)
        print("corrupted size vs. prev_size", file=sys.stderr, flush=True)
        step_of_the_training()
        """)
    assert text.count("a warning") == 0 and "corrupted size" in text
    assert "Fatal Python error: Aborted" in text and "step_of_the_training" in text


def test_an_exception(tmp_path):
    text = failure(tmp_path, "raise RuntimeError('shapes do not match')")
    assert "exit code 1" in text and "shapes do not match" in text


@pytest.mark.parametrize("how", [
    "os.kill(os.getpid(), signal.SIGKILL)",  # as Linux does
    "raise MemoryError('16 GB')",
    "sys.exit('RuntimeError: CUDA out of memory. Tried to allocate 2 GiB')"])
def test_out_of_memory(tmp_path, how):
    assert "memory ran out" in failure(tmp_path, how)


def test_a_missing_library(tmp_path):
    text = failure(tmp_path, "import no_such_library")
    assert "missing or broken" in text and "no_such_library" in text


def test_ending_without_a_word(tmp_path):
    assert "ended unexpectedly (exit code 0)" in failure(tmp_path, "pass")


def test_a_program_that_cannot_be_started(tmp_path):
    with pytest.raises(InputError, match="cannot be started"):
        run_program([str(tmp_path / "python")], {}, str(tmp_path), print, Progress(), QUICK)


# From the configuration to the files

def fake_python(tmp_path, program):
    """Return an interpreter that runs a program in the place of any module.

    It has CONFIG, the configuration that it was given.
    """
    path = tmp_path / "python"
    path.write_text(f"#!{sys.executable}\n{HEAD}\n"
                    "CONFIG = json.load(open(sys.argv[sys.argv.index('--config') + 1]))\n"
                    + textwrap.dedent(program))
    path.chmod(0o755)
    return Interpreter(str(path), False)


WRITES = """\
    assert sys.argv[1:3] == ["-m", "stfusion_qgis.training"] and "--events" in sys.argv
    open(CONFIG["output"], "w").write("network of " + CONFIG["title"])
    open(CONFIG["report"], "w").write("report")
"""


@pytest.fixture
def config(tmp_path):
    (tmp_path / "out").mkdir()
    return {"title": "Fields", "output": str(tmp_path / "out" / "fields.onnx"),
            "report": str(tmp_path / "out" / "fields.html")}


def train(config, interpreter, listener=None):
    listener = listener or Listener()
    return train_in_process(config, interpreter, listener.hear, listener, LONG)


def test_files_come_to_their_places(tmp_path, config, temporary_folder):
    assert train(config, fake_python(tmp_path, WRITES + "    say('finished')"))
    assert {p.name: p.read_text() for p in (tmp_path / "out").iterdir()} == {
        "fields.onnx": "network of Fields", "fields.html": "report"}
    assert not list(temporary_folder.iterdir())


@pytest.fixture
def temporary_folder(tmp_path, monkeypatch):
    """Return the folder of temporary files, for this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGKILL)", "sys.exit(1)"])
def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path, config, end,
                                                           temporary_folder):
    (tmp_path / "out" / "fields.onnx").write_text("the network of yesterday")
    with pytest.raises(InputError):
        train(config, fake_python(tmp_path, WRITES + "    " + end))
    assert {p.name: p.read_text() for p in (tmp_path / "out").iterdir()} == {
        "fields.onnx": "the network of yesterday"}
    assert not list(temporary_folder.iterdir())


def test_a_place_that_cannot_be_written_is_noticed_before_training(tmp_path, config):
    started = tmp_path / "started"
    interpreter = fake_python(tmp_path, f"open({str(started)!r}, 'w')")
    with pytest.raises(InputError, match="does not exist"):
        train({**config, "output": str(tmp_path / "nowhere" / "fields.onnx")}, interpreter)
    assert not started.exists()


def test_a_network_that_finds_no_place_is_kept(tmp_path, config, temporary_folder):
    """The folder vanishes while the network is trained."""
    program = WRITES + f"""\
    __import__("shutil").rmtree({str(tmp_path / 'out')!r})
    say("finished")
    """
    with pytest.raises(InputError, match="is kept as") as caught:
        train(config, fake_python(tmp_path, program))
    kept = str(caught.value).rpartition(" kept as ")[2].rstrip(".")
    assert pathlib.Path(kept).read_text() == "network of Fields"


def test_what_fails_after_the_export_leaves_the_network(tmp_path, config):
    """Then the comparison has failed: the network is as good as any."""
    listener = Listener()
    program = WRITES + """\
    say("exported", output=CONFIG["output"])
    os.kill(os.getpid(), signal.SIGKILL)
    """
    assert not train(config, fake_python(tmp_path, program), listener)
    assert (tmp_path / "out" / "fields.onnx").read_text() == "network of Fields"
    assert "memory ran out" in listener.warnings[0]


def test_an_absent_report_is_said(tmp_path, config):
    listener = Listener()
    program = "open(CONFIG['output'], 'w').write('x')\nsay('finished')"
    assert train(config, fake_python(tmp_path, program), listener)
    assert "fields.html was not written" in listener.warnings[0]

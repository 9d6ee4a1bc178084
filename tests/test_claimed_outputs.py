"""An output is written by one run at a time, and what killed runs have left is removed."""

import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.claimed_outputs import Claim
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.writer import Writer
from tests.images.test_writer import ALL, GRID, VALUES, bands
from tools.run_qgis import REPOSITORY

_HOLD = """
import sys, time
from stfusion_qgis.images.writer import Writer
from tests.images.test_writer import ALL, GRID, VALUES, bands
with Writer(sys.argv[1], GRID, bands()) as writer:
    writer.write(GRID.whole(), VALUES, ALL)
    print("writing", flush=True)
    while True:
        time.sleep(0.05)
"""


@pytest.fixture
def other(tmp_path):
    """Return a process that is writing a.tif, and never ends by itself."""
    process = subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path / "a.tif")],
                               cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_of_two_is_refused(tmp_path):
    path = str(tmp_path / "a.tif")
    with Writer(path, GRID, bands()) as first:
        with pytest.raises(InputError, match=r"Another run is writing the output .*a\.tif"):
            Writer(path, GRID, bands())
        first.write(GRID.whole(), VALUES, ALL)
        first.finish()
    assert os.listdir(tmp_path) == ["a.tif"]
    np.testing.assert_array_equal(gdal.Open(path).ReadAsArray(), VALUES)


@pytest.mark.parametrize("spelling", ["./a.tif", "link/a.tif", "link/link/a.tif"])
def test_other_spellings_are_the_same_output(tmp_path, spelling):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "link").symlink_to(tmp_path / "deep")
    claim = Claim(str(tmp_path / "deep" / "a.tif"))
    with pytest.raises(InputError, match="Another run"):
        Claim(os.path.join(tmp_path, "deep", spelling))
    claim.release()
    claim.release()
    assert os.listdir(tmp_path / "deep") == ["link"]


def test_memory_files_too():
    claim = Claim("/vsimem/claimed.tif")
    with pytest.raises(InputError, match="Another run"):
        Claim("/vsimem/claimed.tif")
    claim.release()
    Claim("/vsimem/claimed.tif").release()


def test_many_threads_one_output(tmp_path):
    """Whoever succeeds finds the own image under the name when it is published."""
    path, wrong, refused, done = str(tmp_path / "a.tif"), [], [], []
    start = threading.Barrier(8)

    def work(number):
        start.wait()
        for _ in range(5):
            try:
                with Writer(path, GRID, bands(1)) as writer:
                    writer.write(GRID.whole(), np.full_like(VALUES[:1], number), ALL)
                    writer.complete()
                    size = os.path.getsize(writer._temporary)
                    writer.publish()
                    done.append((number, size))
            except InputError as error:
                (refused if "Another run" in str(error) else wrong).append(str(error))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and done and len(done) + len(refused) == 40
    values = gdal.Open(path).ReadAsArray()
    assert (values == done[-1][0]).all() and os.listdir(tmp_path) == ["a.tif"]


def test_two_processes(tmp_path, other):
    with pytest.raises(InputError, match="Another run"):
        Writer(str(tmp_path / "a.tif"), GRID, bands())
    Claim(str(tmp_path / "b.tif")).release()
    assert other.poll() is None


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path, other):
    (tmp_path / ".b.tif.1-2.part").write_text("of another output")
    other.kill()
    other.wait()
    assert [name for name in os.listdir(tmp_path) if name.startswith(".a.tif")]
    with Writer(str(tmp_path / "a.tif"), GRID, bands()) as writer:
        assert len([name for name in os.listdir(tmp_path) if name.endswith(".part")]) == 2
        writer.write(GRID.whole(), VALUES, ALL)
        writer.finish()
    assert sorted(os.listdir(tmp_path)) == [".b.tif.1-2.part", "a.tif"]


@pytest.mark.skipif(os.name == "nt", reason="there SIGTERM ends a process at once")
def test_a_run_that_is_ended_leaves_nothing(tmp_path, other):
    other.terminate()
    assert other.wait(120) == -signal.SIGTERM
    assert not os.listdir(tmp_path)


def test_signals_are_as_they_were_after_a_run(tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    claim = Claim(str(tmp_path / "a.tif"))
    claim.release()
    assert signal.getsignal(signal.SIGTERM) == before

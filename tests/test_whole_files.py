"""Files appear whole or not at all."""

import contextlib
import os
import pathlib
import subprocess
import tempfile
import threading

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.whole_files import path_beside, write_text, written_whole
from tests.strict_python import STRICT_PYTHON
from tools.run_qgis import REPOSITORY


@pytest.fixture
def path(tmp_path):
    """Return the place of a file, in a folder of its own."""
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "file.txt"


def names(path):
    """Return what lies in the folder of a file."""
    return sorted(os.listdir(path.parent))


def test_is_there_when_it_is_complete_and_not_before(path):
    with written_whole(str(path)) as temporary:
        pathlib.Path(temporary).write_text("new")
        assert not path.exists()
        assert pathlib.Path(temporary).parent == path.parent
    assert path.read_text() == "new" and names(path) == ["file.txt"]


def test_takes_the_place_of_another(path):
    path.write_text("old")
    with written_whole(str(path)) as temporary:
        pathlib.Path(temporary).write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new" and names(path) == ["file.txt"]


@pytest.mark.parametrize("error", [ValueError, OSError, KeyboardInterrupt])
@pytest.mark.parametrize("old", [None, "old"])
def test_an_error_leaves_what_was_there(path, error, old):
    if old:
        path.write_text(old)
    before = names(path)
    with pytest.raises(error), written_whole(str(path)) as temporary:
        pathlib.Path(temporary).write_text("half")
        raise error("in the block")
    assert names(path) == before
    assert not old or path.read_text() == old


def test_an_error_before_anything_is_written(path):
    with pytest.raises(ValueError), written_whole(str(path)):
        raise ValueError("at once")
    assert not names(path)


def test_a_block_that_writes_nothing_is_an_error(path):
    path.write_text("old")
    with pytest.raises(FileNotFoundError), written_whole(str(path)):
        pass
    assert path.read_text() == "old" and names(path) == ["file.txt"]


def test_a_folder_in_its_place_stays(path):
    path.mkdir()
    with pytest.raises(OSError), written_whole(str(path)) as temporary:
        pathlib.Path(temporary).write_text("new")
    assert path.is_dir() and names(path) == ["file.txt"]


def test_two_at_once_do_not_mix(path):
    """Each has a name of its own; who comes last stays."""
    with written_whole(str(path)) as first:
        pathlib.Path(first).write_text("first")
        with written_whole(str(path)) as second:
            assert second != first
            pathlib.Path(second).write_text("second")
        assert path.read_text() == "second"
    assert path.read_text() == "first" and names(path) == ["file.txt"]


def test_who_reads_meanwhile_sees_whole_files(path):
    """Threads write long texts of one letter; no reader finds two letters."""
    write_text(str(path), "a" * 10**5)
    threads = [threading.Thread(target=lambda letter=letter: [
        write_text(str(path), letter * 10**5) for _ in range(10)]) for letter in "abc"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        text = path.read_text()
        assert len(text) == 10**5 and len(set(text)) == 1
    for thread in threads:
        thread.join()
    assert names(path) == ["file.txt"]


def test_the_name_beside_is_hidden_and_new_each_time(path):
    beside = {path_beside(str(path)) for _ in range(100)}
    assert len(beside) == 100
    for name in map(pathlib.Path, beside):
        assert name.parent == path.parent
        assert name.name.startswith(".file.txt.") and name.suffix == ".part"


def test_a_name_without_a_folder(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    write_text("file.txt", "here")
    assert path.read_text() == "here" and names(path) == ["file.txt"]


def test_text_is_the_same_on_all_systems(path):
    write_text(str(path), "Größe\n预测\n")
    assert path.read_bytes() == "Größe\n预测\n".encode()


def test_text_in_a_folder_that_is_missing(path):
    with pytest.raises(InputError, match=r"missing.file\.txt cannot be written .*No such file"):
        write_text(str(path.parent / "missing" / "file.txt"), "text")


def test_text_in_place_of_a_folder(path):
    path.mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_text(str(path), "text")
    assert names(path) == ["file.txt"]


def in_child(code, *arguments):
    """Return the lines that Python code prints in a process whose limits do not bind this one."""
    result = subprocess.run([*STRICT_PYTHON, "-c", code, *map(str, arguments)],
                            text=True, capture_output=True, cwd=REPOSITORY, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


FULL = """
import resource, signal, sys
from stfusion_qgis.errors import InputError
from stfusion_qgis.whole_files import write_text
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_text(sys.argv[1], "x" * 10**5)
except InputError as error:
    print(error)
"""


def test_a_full_disk(path):
    """No file may grow beyond a page: as on a disk that becomes full, writing ends half-way."""
    path.write_text("old")
    assert "cannot be written (File too large)" in in_child(FULL, path)[0]
    assert path.read_text() == "old" and names(path) == ["file.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are protected otherwise there")
def test_a_folder_that_cannot_be_written():
    """Root may write everywhere: then it is tried as somebody else."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "file.txt"
        path.write_text("old")
        os.chmod(folder, 0o555)
        with without_rights(), pytest.raises(InputError, match="Permission denied"):
            assert path.read_text() == "old"
            write_text(str(path), "new")
        os.chmod(folder, 0o755)
        assert path.read_text() == "old" and names(path) == ["file.txt"]


@contextlib.contextmanager
def without_rights():
    """Be nobody instead of root in the block."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)

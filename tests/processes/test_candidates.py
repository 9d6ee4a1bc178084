"""Which programs may be this Python."""

import os
import sys

from stfusion_qgis.processes.candidates import candidates


def test_another_python_on_the_path_comes_last(monkeypatch, tmp_path):
    """QGIS takes the first Python on the path for its own, whatever it was built with."""
    stranger = tmp_path / "bin" / "python3"
    stranger.parent.mkdir()
    stranger.touch()
    known = list(candidates())
    monkeypatch.setattr(sys, "executable", str(stranger))
    monkeypatch.setattr(sys, "_base_executable", str(stranger), raising=False)
    found = list(candidates())
    assert found[0] in known
    assert str(stranger) in found


def test_none_of_the_current_folder(monkeypatch, tmp_path):
    """It may be that of a project which somebody has downloaded; Windows searches there, too."""
    stranger = tmp_path / "python3"
    stranger.touch(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    assert not [place for place in candidates() if os.path.samefile(place, stranger)]


def test_own_program_comes_first():
    assert os.path.samefile(next(candidates()), sys.executable)

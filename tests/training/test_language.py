"""A process beside QGIS speaks the user's language, without Qt."""

import signal
import subprocess

import pytest

from i18n.update import FOLDER
from i18n.update import read as read_ts
from stfusion_qgis import qm_file, translation
from stfusion_qgis.training.child import command_line


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the translations as they are shipped."""
    folder = tmp_path_factory.mktemp("i18n")
    subprocess.run(["lrelease", "-silent", FOLDER / "zh_CN.ts", "-qm", folder / "zh_CN.qm"],
                   check=True)
    return folder


def test_all_strings(folder):
    """What Qt's tool has packed is what the translators wrote."""
    written = {text: there for text, there in read_ts(FOLDER / "zh_CN.ts").items() if there}
    assert len(written) > 400
    assert qm_file.translations("zh_CN", folder) == written


@pytest.mark.parametrize("language", ["", "en", "en_GB", "de_DE"])
def test_languages_that_are_not_there(folder, language):
    assert qm_file.translations(language, folder) == {}


def test_a_file_of_another_kind(tmp_path):
    (tmp_path / "a.qm").write_bytes(b"no translations at all")
    with pytest.raises(ValueError, match=r"a\.qm"):
        qm_file.read(tmp_path / "a.qm")


def test_training_speaks_it(folder, monkeypatch, capsys):
    """An error of the command line, in Chinese; afterwards English is back."""
    monkeypatch.setattr(command_line, "speak", lambda language: qm_file.speak(language, folder))
    monkeypatch.setenv("STFUSION_LANGUAGE", "zh_CN")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert command_line.run_command_line(["--config", "/nowhere/training.json"]) == 1
        assert translation.tr("Window size") == read_ts(FOLDER / "zh_CN.ts")["Window size"]
    finally:
        translation.use_translator(None)
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert "error" in capsys.readouterr().err

"""What the public plugin site refuses in a zip is found before; and zips are reproducible."""

import os
import zipfile

import pytest

from tools.plugin_site import refusals
from tools.reproducible_zip import make_reproducible

METADATA = """[general]
name=P
description=D
version=1
qgisMinimumVersion=3.22
author=A
email=e@example.org
about=B
tracker=https://example.org/issues
repository=https://example.org
homepage=https://example.org
icon=icon.svg
"""
FILES = {"plugin/": "", "plugin/__init__.py": "", "plugin/metadata.txt": METADATA,
         "plugin/LICENSE": "GPL", "plugin/icon.svg": "<svg/>"}


@pytest.fixture
def zipped(tmp_path):
    """Return a function that writes files into a zip."""
    def write(files, name="plugin.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for place, text in files.items():
                archive.writestr(place, text)
        return tmp_path / name
    return write


def test_a_plugin_that_is_taken(zipped):
    assert refusals(zipped(FILES)) == []


@pytest.mark.parametrize("changes, refused", [
    ({"plugin/../x.py": ""}, "plugin/../x.py leads out of the plugin's folder."),
    ({"plugin/a.pyc": ""}, "plugin/a.pyc is compiled, or of another system."),
    ({"plugin/__pycache__/a": ""}, "plugin/__pycache__/a is compiled, or of another system."),
    ({"plugin/.git": ""}, "plugin/.git is hidden."),
    ({"plugin/b.DLL": ""}, "plugin/b.DLL is a program."),
    ({"other/a": ""}, "It has several folders at its top: other, plugin."),
    ({"plugin/metadata.txt": METADATA.replace("about=B\n", "")}, "metadata.txt has no about."),
    ({"plugin/metadata.txt": METADATA.replace("=A", "=A/B")}, "The author has a slash."),
    ({"plugin/metadata.txt": METADATA.replace("https://example.org/issues", "issues")},
     "tracker is no address."),
    ({"plugin/metadata.txt": METADATA.replace("icon.svg", "i.svg")}, "The icon is missing."),
    ({"plugin/metadata.txt": "name=P"}, "metadata.txt cannot be read"),
    ({"plugin/metadata.txt": METADATA.replace("=B", "=90 % clear")}, "metadata.txt cannot be read"),
])
def test_what_is_refused(zipped, changes, refused):
    found = refusals(zipped({**FILES, **changes}))
    assert len(found) == 1 and found[0].startswith(refused)


@pytest.mark.parametrize("left_out", ["__init__.py", "LICENSE", "metadata.txt"])
def test_what_is_missing(zipped, left_out):
    files = {name: text for name, text in FILES.items() if not name.endswith(left_out)}
    assert refusals(zipped(files)) == [f"{left_out} is missing."]


def test_executable_source_and_what_is_no_zip(zipped, tmp_path):
    path = zipped(FILES)
    with zipfile.ZipFile(path, "a") as archive:
        entry = zipfile.ZipInfo("plugin/run.py")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, "")
    assert refusals(path) == ["plugin/run.py may be executed."]
    (tmp_path / "text.zip").write_text("text")
    assert refusals(tmp_path / "text.zip") == ["It is no zip."]


def test_same_files_give_the_same_bytes(zipped):
    """Whatever their order, date and rights, and whenever the metadata say that it was built."""
    first = zipped({**FILES, "plugin/metadata.txt": METADATA + "dateTime = 2026-01-01T00:00:00Z"})
    second = zipped(dict(reversed(list(FILES.items()))), "second.zip")
    with zipfile.ZipFile(second, "a") as archive:
        for entry in archive.infolist():
            entry.date_time, entry.external_attr = (2000, 2, 3, 4, 5, 6), 0o100600 << 16
        archive.comment = b""
    os.utime(second, (0, 0))
    for path in (first, second):
        make_reproducible(path)
    assert first.read_bytes() == second.read_bytes()
    assert refusals(first) == []
    with zipfile.ZipFile(first) as archive:
        assert archive.read("plugin/metadata.txt").decode() == METADATA

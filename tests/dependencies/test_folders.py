"""Where optional packages lie."""

import importlib
import os
import sys

import pytest

from stfusion_qgis.dependencies import folders


@pytest.fixture
def libraries(tmp_path):
    """Return a folder of libraries; Python's path is as before afterwards."""
    before = list(sys.path)
    libraries = folders.libraries_folder(tmp_path)
    assert libraries.relative_to(tmp_path).parts == (
        "python", "stfusion_deps", f"py3.{sys.version_info.minor}")
    libraries.mkdir(parents=True)
    yield libraries
    sys.path[:] = before


def add(libraries, package, version, text="answer = 42"):
    """Put a package of one module there."""
    folder = folders.package_folder(libraries, package, version)
    folder.mkdir()
    (folder / f"{package}_module.py").write_text(text)
    return folder


def test_packages_are_found_behind_all_others(libraries):
    before = list(sys.path)
    folder = add(libraries, "stfusiontest", "1.0")
    (libraries / "stfusion_by_hand.py").write_text("")
    (libraries / "by_hand-1.0.dist-info").mkdir()
    folders.activate(libraries)
    folders.activate(libraries)
    assert sys.path == [*before, str(folder), str(libraries)]
    assert importlib.import_module("stfusiontest_module").answer == 42
    importlib.import_module("stfusion_by_hand")
    folders.deactivate(libraries)
    assert sys.path == before


def test_a_folder_is_no_package_itself(libraries):
    add(libraries, "stfusionother", "1.0")
    folders.activate(libraries)
    with pytest.raises(ImportError):
        importlib.import_module("stfusionother")


def test_removed(libraries):
    old, new = add(libraries, "a", "1.0"), add(libraries, "a", "2.0")
    assert folders.installed_folders(libraries, "a") == [old, new]
    assert folders.remove(old)
    assert folders.installed_folders(libraries) == [new]


def test_removed_while_in_use(libraries, monkeypatch):
    """What cannot be deleted yet is out of the path at once, and goes at the next start."""
    folder = add(libraries, "a", "1.0")
    with monkeypatch.context() as locked:
        locked.setattr(folders.shutil, "rmtree", lambda *_, **__: None)  # as Windows does
        assert not folders.remove(folder)
    assert folders.search_path(libraries) == [str(libraries)]
    folders.clean_up(libraries)
    assert not folder.exists()


def test_no_folder_yet(tmp_path):
    libraries = folders.libraries_folder(tmp_path)
    folders.clean_up(libraries)
    assert folders.search_path(libraries) == [str(libraries)]


def test_what_an_interrupted_installation_left_is_cleaned_up_later(libraries):
    old, new = folders.working_folder(libraries), folders.working_folder(libraries)
    assert folders.search_path(libraries) == [str(libraries)]
    os.utime(old, (1e9, 1e9))
    folders.clean_up(libraries)
    assert not old.exists() and new.exists()

"""Installing optional packages, from a folder of wheels, into a profile of the test's own."""

import importlib
import pathlib
import sys
import tempfile
import zipfile

import pytest

from stfusion_qgis.dependencies import folders, installing
from stfusion_qgis.dependencies.catalogue import Package, Variant, packages
from stfusion_qgis.dependencies.installing import Installation
from stfusion_qgis.dependencies.pins import Environment, Pins
from stfusion_qgis.dependencies.state import state_of
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.processing.python_process import run_python
from stfusion_qgis.progress import Progress
from tests.dependencies.wheels import make_wheel

NAME = "stfusionextra"
ANY = ((3, 9), (3, 99))
CHECK = f"import {NAME}, helper\nprint('it works', {NAME}.__version__)"


@pytest.fixture
def libraries(tmp_path, qgis_app):
    """Return a folder of libraries in Python's path; the path is as before afterwards."""
    before = list(sys.path)
    libraries = folders.libraries_folder(tmp_path / "profile with a space")
    folders.activate(libraries)
    yield libraries
    sys.path[:] = before
    for module in (NAME, "helper"):
        sys.modules.pop(module, None)
    importlib.invalidate_caches()


@pytest.fixture
def wheels(tmp_path):
    """Return a folder of wheels: two versions of a package, and one that it needs."""
    folder = tmp_path / "wheels"
    for version in ("1.0", "2.0"):
        make_wheel(folder, NAME, version, requires=["helper==1", "numpy>=99"])
    make_wheel(folder, "helper", "1")
    return folder


def described(*versions, check=CHECK, extra="helper==1", **options):
    """Return the package, with variants of the given versions."""
    return Package(NAME, "", (NAME,), tuple(
        Variant(NAME, "", (Pins((f"{NAME}=={version}", *filter(None, [extra])), ANY),), 1,
                **options) for version in versions), check)


def install(package, libraries, wheels, progress=None, log=None, variant=0):
    installation = Installation(package, package.variants[variant], libraries, run_python,
                                ["--no-index", "--find-links", str(wheels)])
    return installation.run((log if log is not None else []).append, progress or Progress())


def put(libraries, version):
    """Put a version there that somebody has installed before."""
    folder = folders.package_folder(libraries, NAME, version)
    with tempfile.TemporaryDirectory() as wheels:
        make_wheel(pathlib.Path(wheels), "helper", "1")
        make_wheel(pathlib.Path(wheels), NAME, version)
        for wheel in pathlib.Path(wheels).iterdir():
            zipfile.ZipFile(wheel).extractall(folder)
    folders.activate(libraries)
    return folder


def test_installed_used_without_a_restart_and_removed(libraries, wheels):
    package, log = described("1.0"), []
    assert state_of(package, libraries).version is None
    folder = install(package, libraries, wheels, log=log)
    assert folder.name == f"{NAME}-1.0" and "it works 1.0" in log
    assert sorted(p.name for p in libraries.iterdir()) == [folder.name]
    folders.activate(libraries)
    assert importlib.import_module(NAME).__version__ == "1.0"
    state = state_of(package, libraries)
    assert (state.version, state.folder, state.needs_restart) == ("1.0", folder, False)
    assert folders.remove(folder)
    folders.activate(libraries)
    assert state_of(package, libraries).version is None


def test_another_version_takes_the_place_of_the_first(libraries, wheels):
    put(libraries, "1.0")
    importlib.import_module(NAME)
    package = described("1.0", "2.0")
    for _ in range(2):  # then again, over itself
        install(package, libraries, wheels, variant=1)
    folders.activate(libraries)
    assert [p.name for p in libraries.iterdir()] == [f"{NAME}-2.0"]
    state = state_of(package, libraries)
    assert state.version == "2.0" and state.loaded == "1.0" and state.needs_restart


@pytest.mark.parametrize("package, message", [
    (described("3.0"), "pip could not install it.*stfusionextra==3.0"),
    (described("2.0", extra="missing==1"), "pip could not install it.*missing==1"),
    (described("2.0", check="raise OSError('no such chip')"), r"does not work.*no such chip"),
    (described("2.0", check="import os; os.abort()"), "does not work"),
    (Package(NAME, "", (NAME,), (Variant(NAME, "", (), 1),), ""), "no version of stfusionextra"),
    (Package(NAME, "", (NAME,), (Variant(
        NAME, "", (Pins((f"{NAME}==2.0",), ANY),), 10**9),), ""), "GB are free"),
])
def test_what_was_there_stays_when_it_fails(libraries, wheels, package, message):
    before = put(libraries, "1.0")
    with pytest.raises(InputError, match=message):
        install(package, libraries, wheels)
    assert [p.name for p in libraries.iterdir()] == [before.name]
    assert importlib.import_module(NAME).__version__ == "1.0"


@pytest.mark.parametrize("lines", [0, 1, 3])
def test_cancelled(libraries, wheels, lines):
    """Before anything is downloaded, meanwhile, and while it is tried."""
    log = []

    put(libraries, "1.0")
    with pytest.raises(Cancelled):
        install(described("2.0", check="import time; print('trying'); time.sleep(600)"),
                libraries, wheels, Progress().until(lambda: len(log) >= lines), log)
    assert [p.name for p in libraries.iterdir()] == [f"{NAME}-1.0"]


def test_a_package_in_use_that_cannot_be_replaced(libraries, wheels, monkeypatch):
    """As on Windows, where the files of a loaded package cannot be renamed."""
    place = put(libraries, "1.0")
    rename = pathlib.Path.rename

    def locked(self, target):
        if self == place:
            raise PermissionError(13, "is in use")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(pathlib.Path, "rename", locked)
        with pytest.raises(InputError, match="is in use"):
            install(described("1.0"), libraries, wheels)
    assert [p.name for p in libraries.iterdir()] == [place.name]
    assert importlib.import_module(NAME).__version__ == "1.0"


def test_drivers_that_a_package_asks_for_come_along(libraries, wheels):
    make_wheel(wheels, "nvidia_driver", "7", requires=["nvidia-base"],
               files={"nvidia/lib/driver.so": ""})
    make_wheel(wheels, "nvidia_base", "1", files={"nvidia/lib/base.so": ""})
    make_wheel(wheels, NAME, "3.0", requires=[
        "numpy>=99", "another", 'nvidia-other; extra == "more"',
        'nvidia-driver==7; python_version >= "3.0" and extra == "card"',
        'nvidia-driver2==8; python_version < "3.0"'])
    package = described("3.0", with_requirements=True, extras=("card",),
                        check="import nvidia_driver, nvidia_base, helper")
    folder = install(package, libraries, wheels)
    assert sorted(path.name for path in folder.glob("*.py")) == [
        "helper.py", "nvidia_base.py", "nvidia_driver.py", f"{NAME}.py"]
    assert sorted(path.name for path in (folder / "nvidia" / "lib").iterdir()) == [
        "base.so", "driver.so"]  # of one folder, though pip brought them one after the other


def test_without_pip(libraries, wheels):
    def run(arguments, show_line, progress, variables):
        return run_python(["-m", "pip_that_is_not_there"], lambda line: show_line(
            line.replace("pip_that_is_not_there", "pip")))

    package = described("1.0")
    with pytest.raises(InputError, match=r"no pip.*python3-pip"):
        Installation(package, package.variants[0], libraries, run).run(print, Progress())
    assert list(libraries.iterdir()) == []


# The catalogue


ENVIRONMENTS = [Environment(python, numpy, system, machine)
                for python, numpy in (((3, 9), (1, 21)), ((3, 9), (1, 26)), ((3, 10), (1, 21)),
                                      ((3, 10), (1, 23)), ((3, 11), (1, 24)), ((3, 12), (1, 26)),
                                      ((3, 12), (2, 0)), ((3, 13), (2, 2)), ((3, 13), (2, 3)),
                                      ((3, 14), (2, 4)))
                for system, machine in (("Linux", "x86_64"), ("Linux", "aarch64"),
                                        ("Windows", "amd64"), ("Darwin", "arm64"),
                                        ("Darwin", "x86_64"))]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_every_usual_qgis_gets_versions_that_fit(environment):
    for package in packages(environment):
        for variant in package.variants:
            pins = variant.pinned(environment)
            assert pins is not None, (package.id, variant.id)
            assert pins.fit(environment)
    by_id = {package.id: package for package in packages(environment)}
    assert bool(by_id["torch"].variants) != (environment.system == "Darwin"
                                             and environment.is_intel)


def test_an_unknown_python_gets_none():
    environment = Environment((3, 8), (1, 17), "Linux", "x86_64")
    assert all(variant.pinned(environment) is None
               for package in packages(environment) for variant in package.variants)


def test_pins_are_those_that_the_tests_use():
    """What users of this Python get is what is tried here."""
    root = pathlib.Path(__file__).resolve().parents[2]
    tried = {}
    for name in ("run", "train"):
        for line in (root / "requirements" / f"{name}.txt").read_text().splitlines():
            if "==" in line:
                name, _, version = line.partition("==")
                tried[installing._name(name)] = version
    environment = Environment((3, 11), (1, 24), "Linux", "x86_64")
    for package in packages(environment):
        for requirement in package.variants[0].pinned(environment).requirements:
            name, _, version = requirement.partition("==")
            if installing._name(name) in tried:
                assert tried[installing._name(name)] == version

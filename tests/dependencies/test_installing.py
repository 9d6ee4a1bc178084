"""Installing optional packages, from a folder of wheels, into a profile of the test's own."""

import importlib
import pathlib
import sys
import tempfile
import zipfile

import pytest

from stfusion_qgis.dependencies import folders
from stfusion_qgis.dependencies.catalogue import Package, Variant
from stfusion_qgis.dependencies.installing import Installation
from stfusion_qgis.dependencies.pins import Pins
from stfusion_qgis.dependencies.pip_settings import PipSettings
from stfusion_qgis.dependencies.state import state_of
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.processes.python_run import run_python
from stfusion_qgis.progress import Progress
from tests.dependencies import checks
from tests.dependencies.wheels import make_wheel, write_checksums

NAME = "stfusionextra"
ANY = ((3, 9), (3, 99))


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


def described(*versions, extra="helper==1", **options):
    """Return the package, with variants of the given versions."""
    return Package(NAME, "", (NAME,), tuple(
        Variant(NAME, "", (Pins((f"{NAME}=={version}", *filter(None, [extra])), ANY),), 1,
                **options) for version in versions))


def install(package, libraries, wheels, progress=None, log=None, variant=0, check=checks.works,
            checksums=None):
    installation = Installation(package, package.variants[variant], check, libraries, run_python,
                                ["--no-index", "--find-links", str(wheels)],
                                checksums=checksums or write_checksums(wheels))
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


@pytest.mark.parametrize("package, check, message", [
    (described("3.0"), checks.works, "stfusionextra==3.0 is not installed"),
    (described("2.0", extra="missing==1"), checks.works, "missing==1 is not installed"),
    (described("2.0"), checks.fails, r"does not work.*no 'chip' <here> & now"),
    (described("2.0"), checks.crashes, "does not work"),
    (Package(NAME, "", (NAME,), (Variant(NAME, "", (), 1),)), checks.works,
     "no version of stfusionextra"),
    (Package(NAME, "", (NAME,), (Variant(NAME, "", (Pins((f"{NAME}==2.0",), ANY),), 10**9),)),
     checks.works, "GB are free"),
])
def test_what_was_there_stays_when_it_fails(libraries, wheels, package, check, message):
    before = put(libraries, "1.0")
    with pytest.raises(InputError, match=message):
        install(package, libraries, wheels, check=check)
    assert [p.name for p in libraries.iterdir()] == [before.name]
    assert importlib.import_module(NAME).__version__ == "1.0"


@pytest.mark.parametrize("lines", [0, 1, 2, 4])
def test_cancelled(libraries, wheels, lines):
    """Before anything is downloaded, meanwhile, and while it is tried."""
    log = []

    put(libraries, "1.0")
    with pytest.raises(Cancelled):
        install(described("2.0"), libraries, wheels, Progress().until(lambda: len(log) >= lines),
                log, check=checks.takes_long)
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


def test_folders_that_packages_share(libraries, wheels):
    """As the drivers of graphics cards do, some of which come from another index."""
    make_wheel(wheels, "nvidia_driver", "7", files={"nvidia/lib/driver.so": ""})
    make_wheel(wheels, "nvidia_base", "1", files={"nvidia/lib/base.so": ""})
    pins = Pins((f"{NAME}==2.0", "helper==1", "nvidia-driver==7", "nvidia_base==1"), ANY)
    for variant in (Variant(NAME, "", (pins,), 1),
                    Variant(NAME, "", (pins,), 1, (wheels / "no index").as_uri())):
        folder = install(Package(NAME, "", (NAME,), (variant,)), libraries, wheels,
                         check=checks.needs_drivers)
        assert sorted(path.name for path in folder.glob("*.py")) == [
            "helper.py", "nvidia_base.py", "nvidia_driver.py", f"{NAME}.py"]
        assert sorted(path.name for path in (folder / "nvidia" / "lib").iterdir()) == [
            "base.so", "driver.so"]


@pytest.mark.parametrize("tampered", [f"{NAME}-2.0", "helper-1"])
def test_a_file_that_somebody_has_changed(libraries, wheels, tampered):
    """It has the right name and version, and another checksum."""
    before, known = put(libraries, "1.0"), write_checksums(wheels)
    name, version = tampered.split("-")
    make_wheel(wheels, name, version, code="raise SystemExit('not what it was')")
    log = []
    with pytest.raises(InputError, match=r"checksum differs.*pip takes packages from") as error:
        install(described("2.0"), libraries, wheels, log=log, checksums=known)
    assert "internet" not in str(error.value)
    assert any("Got " in line for line in log)
    assert [p.name for p in libraries.iterdir()] == [before.name]


def test_a_file_of_which_no_checksum_is_known(libraries, wheels):
    known = write_checksums(wheels)
    (known / "helper.txt").unlink()
    with pytest.raises(InputError, match=r"helper==1 is not installed.*no checksum"):
        install(described("2.0"), libraries, wheels, checksums=known)
    assert list(libraries.iterdir()) == []


def test_settings_of_the_user_count_and_are_told(libraries, wheels, tmp_path, monkeypatch):
    """Of a file of settings and of variables; passwords are not shown."""
    (tmp_path / "pip.conf").write_text(
        "[global]\nindex-url = https://me:secret@mirror.example/simple?token=secret\n"
        f"no-index = true\n[install]\nfind-links = {wheels.as_uri()}\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    package, log = described("2.0"), []
    Installation(package, package.variants[0], checks.works, libraries, run_python,
                 checksums=write_checksums(wheels)).run(log.append, Progress())
    assert log[0] == f"As it is configured on this computer, pip takes packages from " \
        f"{wheels.as_uri()}."
    monkeypatch.setenv("PIP_NO_INDEX", "0")
    settings = PipSettings.read(run_python)
    assert settings.index == "https://****@mirror.example/simple?****"
    assert "secret" not in settings.described() and "mirror.example" in settings.described()
    monkeypatch.setenv("PIP_INDEX_URL", "https://other.example/simple")
    assert PipSettings.read(run_python).index == "https://other.example/simple"


def test_settings_of_nobody():
    assert PipSettings.parse(["WARNING: something", "global.timeout='60'"]) == PipSettings()
    assert PipSettings().described() == "pip takes packages from https://pypi.org/simple."


def test_without_pip(libraries, wheels):
    def run(arguments, show_line, progress, variables):
        return run_python(["-m", "pip_that_is_not_there"], lambda line: show_line(
            line.replace("pip_that_is_not_there", "pip")))

    package = described("1.0")
    with pytest.raises(InputError, match=r"no pip.*python3-pip"):
        Installation(package, package.variants[0], checks.works, libraries, run,
                     checksums=write_checksums(wheels)).run(print, Progress())
    assert list(libraries.iterdir()) == []

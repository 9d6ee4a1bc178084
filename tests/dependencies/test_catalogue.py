"""The catalogue of packages: each QGIS gets versions that fit, and those that the tests use."""

import pathlib
import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from stfusion_qgis.dependencies import pins as pins_module
from stfusion_qgis.dependencies.catalogue import packages
from stfusion_qgis.dependencies.checksums import FOLDER, package_name, wheels
from stfusion_qgis.dependencies.pins import Environment

REQUIREMENTS = pathlib.Path(__file__).resolve().parents[2] / "requirements"

ENVIRONMENTS = [Environment(python, numpy, system, machine)
                for python, numpy in (((3, 9), (1, 21)), ((3, 9), (1, 26)), ((3, 10), (1, 21)),
                                      ((3, 10), (1, 23)), ((3, 11), (1, 24)), ((3, 12), (1, 26)),
                                      ((3, 12), (2, 0)), ((3, 13), (2, 2)), ((3, 13), (2, 3)),
                                      ((3, 14), (2, 4)))
                for system, machine in (("Linux", "x86_64"), ("Linux", "aarch64"),
                                        ("Windows", "amd64"), ("Darwin", "arm64"),
                                        ("Darwin", "x86_64"))]


LACKING = {("Linux", "torch", (3, 9)),
           *(("Windows", "torch-cuda", (3, minor)) for minor in (9, 10, 13, 14))}
"""Variants of systems and Pythons of whose files no checksum is known."""


def is_made_for(package, environment):
    """Say whether there are files for the newest Macs with processors of Intel, and old ARMs."""
    if package == "pyopencl" and environment.python == (3, 9) and environment.system == "Linux":
        return environment.is_intel
    if environment.system != "Darwin" or not environment.is_intel:
        return True
    return not ((package == "numba" and environment.numpy > (2, 2))
                or (package == "pyhdf" and (environment.python > (3, 11)
                                            or environment.numpy > (1, 26)))
                or (package == "onnxruntime" and environment.python > (3, 13)))


def runs_on(file, environment):
    """Say whether a wheel is for a Python, its system and its processor."""
    python, abi, platform = file[:-4].split("-")[-3:]
    own = "cp{}{}".format(*environment.python)
    fits_python = any(tag in ("py3", own) for tag in python.split(".")) or (
        abi == "abi3" and int(python[3:]) <= environment.python[1])
    machine = "arm64|aarch64|universal2" if not environment.is_intel else "x86_64|amd64|universal2"
    system = {"Linux": "linux", "Windows": "win_", "Darwin": "macosx"}[environment.system]
    return fits_python and (platform == "any" or (
        system in platform and re.search(machine, platform) is not None))


def test_checksums_are_listed_once_and_of_pinned_versions_only():
    pinned = {}
    for value in vars(pins_module).values():
        if isinstance(value, tuple) and value and isinstance(value[0], pins_module.Pins):
            for requirement in (each for one in value for each in one.requirements):
                pinned.setdefault(package_name(requirement), set()).add(requirement)
    assert {path.stem for path in FOLDER.iterdir()} == set(pinned)
    for name, requirements in pinned.items():
        lines = [line for line in (FOLDER / f"{name}.txt").read_text().splitlines()
                 if not line.startswith("#")]
        assert all(re.fullmatch(r"[0-9a-f]{64}  [\w.+-]+\.whl", line) for line in lines)
        known = [wheels(requirement) for requirement in requirements]
        assert all(known) and sum(map(len, known)) == len(lines)
        assert len({line[:64] for line in lines}) == len(lines)


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_every_usual_qgis_gets_versions_that_fit(environment):
    for package in packages(environment):
        for variant in package.variants:
            pins = variant.pinned(environment)
            if (environment.system, variant.id, environment.python) in LACKING or \
                    not is_made_for(package.id, environment):
                assert pins is None
                continue
            assert pins is not None, (package.id, variant.id)
            assert pins.fit(environment)
            for requirement in pins.requirements:
                assert any(runs_on(file, environment) for file in wheels(requirement)), requirement
    by_id = {package.id: package for package in packages(environment)}
    assert bool(by_id["torch"].variants) != (environment.system == "Darwin"
                                             and environment.is_intel)


def test_an_unknown_python_gets_none():
    environment = Environment((3, 8), (1, 17), "Linux", "x86_64")
    assert all(variant.pinned(environment) is None
               for package in packages(environment) for variant in package.variants)


@pytest.mark.parametrize("python, numpy", [((3, 11), (1, 24)), ((3, 13), (2, 2)),
                                           ((3, 14), (2, 4))])
def test_pins_are_those_that_the_tests_use(python, numpy):
    """Users of a version of Python get what is tried with it."""
    tried = {}
    for name in ("run", "train"):
        for line in (REQUIREMENTS / f"{name}.txt").read_text().splitlines():
            if "==" in line:
                requirement = Requirement(line)
                if requirement.marker is None or requirement.marker.evaluate(
                        {"python_version": "{}.{}".format(*python)}):
                    tried[canonicalize_name(requirement.name)] = str(requirement.specifier)
    for package in packages(Environment(python, numpy, "Linux", "x86_64")):
        pins = package.variants[0].pinned(Environment(python, numpy, "Linux", "x86_64"))
        for requirement in map(Requirement, pins.requirements):
            name = canonicalize_name(requirement.name)
            public = str(requirement.specifier).partition("+")[0]
            assert tried.get(name, public) == public, requirement

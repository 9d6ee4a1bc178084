"""The catalogue of packages: each QGIS gets versions that fit, and those that the tests use."""

import pathlib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from stfusion_qgis.dependencies.catalogue import packages
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
            assert tried.get(name, requirement.specifier) == requirement.specifier, requirement

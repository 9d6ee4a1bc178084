"""The provider: algorithms grouped by family, each described to the last parameter."""

import re

import pytest
from qgis.core import QgsProcessingParameterDefinition

from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.parameters import descriptions

METHODS = all_methods()


@pytest.fixture(params=[*METHODS, "imagequality", "comparemethods", "simulatescene",
                        "describenetwork", "describesegmentation", "maskclouds",
                        "describeencoder", "imagefeatures"])
def algorithm(provider, request):
    """Return each algorithm that must be there."""
    algorithm = provider.algorithm(request.param)
    assert algorithm is not None
    return algorithm


def test_groups(provider):
    """Every method stands in the group of its family; sorted by name, as in the enumeration."""
    for name, method in METHODS.items():
        algorithm = provider.algorithm(name)
        assert algorithm.group().endswith(f". {method.family.value}")
        assert algorithm.groupId() == method.family.name.lower()
    groups = sorted({provider.algorithm(name).group() for name in METHODS})
    assert [group.partition(". ")[2] for group in groups] == [
        family.value for family in Family if family in {m.family for m in METHODS.values()}]
    assert provider.algorithm("imagequality").groupId() == "quality"
    assert len({algorithm.name() for algorithm in provider.algorithms()}) == len(
        provider.algorithms())


def test_is_described(algorithm):
    """Title, icon, tags, help; help and a label for every parameter."""
    assert algorithm.displayName() and algorithm.shortDescription().endswith(".")
    assert not algorithm.icon().isNull() and not algorithm.icon().pixmap(16, 16).isNull()
    assert len(algorithm.tags()) >= 3
    assert "<p>" in algorithm.shortHelpString()
    for parameter in algorithm.parameterDefinitions():
        assert parameter.description() and parameter.description()[0].isupper(), parameter.name()
        assert parameter.help().endswith("."), parameter.name()
        assert parameter.name() == parameter.name().upper()
    for output in algorithm.outputDefinitions():
        assert output.description()


@pytest.mark.parametrize("name", METHODS)
def test_parameters_are_those_of_the_method(provider, name):
    """With bounds, defaults, choices; advanced ones are folded away."""
    method, algorithm = METHODS[name], provider.algorithm(name)
    assert re.search(r"https://(doi\.org|github\.com)/\S", algorithm.shortHelpString())
    for key, described in descriptions(method.Parameters).items():
        parameter = algorithm.parameterDefinition(key.upper())
        advanced = parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagAdvanced
        assert bool(advanced) == described.advanced
        default = getattr(method.Parameters(), key)
        if described.changing:  # known by identifiers, as their places change
            assert parameter.usesStaticStrings() and parameter.defaultValue() == default
            assert parameter.options() == list(described.choices)
        elif described.kind == "file":
            assert parameter.extension() == "" and f"*.{described.ending}" in parameter.fileFilter()
            assert not parameter.defaultValue()
        elif described.kind == "choice":
            assert parameter.options() == list(described.choices.values())
            assert list(described.choices)[parameter.defaultValue()] == default
        else:
            assert parameter.defaultValue() == default
        if described.kind in ("integer", "number"):
            assert parameter.minimum() == described.minimum
            if described.maximum is not None:
                assert parameter.maximum() == described.maximum
    assert algorithm.outputDefinition("OUTPUT").type() == "outputRaster"
    spread = algorithm.outputDefinition("OUTPUT_UNCERTAINTY")
    assert (spread is not None) == method.gives_uncertainty


def test_pairs_beyond_the_least_are_optional(provider):
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    starfm, estarfm = provider.algorithm("starfm"), provider.algorithm("estarfm")
    assert not starfm.parameterDefinition("FINE_1").flags() & optional
    assert starfm.parameterDefinition("FINE_2").flags() & optional
    assert starfm.parameterDefinition("FINE_3") is None
    assert not estarfm.parameterDefinition("COARSE_2").flags() & optional

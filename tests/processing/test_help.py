"""The help beside the dialogs: every parameter of every algorithm is explained there."""

import re

import pytest
from qgis.core import QgsProcessingParameterDefinition

from stfusion_qgis import translation


def explained(algorithm):
    """Return the labels that the help explains."""
    return re.findall(r"<b>(.*?)</b>", algorithm.shortHelpString())


def test_every_parameter_is_explained(provider):
    for algorithm in provider.algorithms():
        if algorithm.groupId() == "models":
            continue
        labels = explained(algorithm)
        for each in algorithm.parameterDefinitions():
            assert each.help().endswith("."), (algorithm.id(), each.name())
            label = each.description().replace("<", "&lt;")
            assert label in labels, (algorithm.id(), each.name())
        assert "\n" not in algorithm.shortHelpString()


def test_inputs_of_models_are_explained(provider):
    """By what their steps say of them."""
    model = provider.algorithm("predictseason")
    assert "The part is exactly that of the whole scene" in model.shortHelpString()
    named = {each.name() for each in model.parameterDefinitions() if not each.isDestination()}
    help = model.helpContent()
    assert all(help[name] for name in named)


def test_what_is_said_of_several_is_said_once(provider):
    text = provider.algorithm("starfm").shortHelpString()
    assert text.count("such as clouds and their shadows. Any grid.") == 1
    assert text.index("Window size") < text.index("Advanced parameters") < text.index(
        "Data type of the output") < text.index("<h3>Outputs") < text.index("A GeoTIFF on")
    flag = QgsProcessingParameterDefinition.Flag.FlagHidden
    assert not any(each.flags() & flag
                   for each in provider.algorithm("starfm").parameterDefinitions())


@pytest.fixture
def bracketed():
    """Translate into brackets."""
    translation.use_translator(lambda text: f"[{text}]", "zh_CN")
    yield
    translation.use_translator(None)


def test_help_is_in_the_users_language(provider, bracketed):
    text = provider.algorithm("starfm").create().shortHelpString()
    assert "<h3>[Parameters]</h3>" in text and "<b>[Number of classes]</b>" in text

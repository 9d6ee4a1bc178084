"""Described parameters of the core as parameters of Processing, and back."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..parameters import Description, descriptions
from ..translation import tr
from .titled_choices import titled_choice, titles_in_help
from .user_settings import UserSettings


def definitions(parameters_class: type) -> list[tuple[QgsProcessingParameterDefinition, str, bool]]:
    """Return a Processing parameter for each field of a described dataclass.

    Returns:
        The parameter, its help, and whether it is an advanced one.
    """
    defaults = UserSettings.read().defaults_of(parameters_class)
    return [(_definition(name, description, getattr(defaults, name)), _help(description),
             description.advanced)
            for name, description in descriptions(parameters_class).items()]


def values(parameters_class: type, algorithm: QgsProcessingAlgorithm, given: dict[str, Any],
           context: QgsProcessingContext) -> Any:
    """Return an instance of the described dataclass with the values given to an algorithm."""
    return parameters_class(**{
        name: _value(name.upper(), description, algorithm, given, context)
        for name, description in descriptions(parameters_class).items()})


def processing_values(parameters: Any) -> dict[str, Any]:
    """Return the values of described parameters as Processing takes them, by their names there."""
    found = {}
    for name, described in descriptions(parameters).items():
        value = getattr(parameters, name)
        if described.kind == "choice" and not described.changing:
            value = list(described.choices).index(value)
        found[name.upper()] = value
    return found


def _help(described: Description) -> str:
    """Return the help of a parameter, with the titles of choices that are listed by identifiers."""
    if not described.changing:
        return tr(described.help)
    return f"{tr(described.help)} ({titles_in_help(_titles(described))})."


def _titles(described: Description) -> dict[str, str]:
    return {identifier: tr(title) for identifier, title in described.choices.items()}


def _definition(name: str, described: Description,
                default: Any) -> QgsProcessingParameterDefinition:
    name, label = name.upper(), tr(described.label)
    if described.unit:
        label = f"{label} [{tr(described.unit)}]"
    if described.kind == "switch":
        return QgsProcessingParameterBoolean(name, label, default)
    if described.kind == "text":
        return QgsProcessingParameterString(name, label, default, False, not default)
    if described.kind == "file":
        files = tr("{kind} files").format(kind=described.ending.upper())
        return QgsProcessingParameterFile(
            name, label, QgsProcessingParameterFile.Behavior.File, "", default or None, True,
            f"{files} (*.{described.ending})" if described.ending else "")
    if described.kind == "choice" and described.changing:
        return titled_choice(name, label, _titles(described), default)
    if described.kind == "choice":
        return QgsProcessingParameterEnum(
            name, label, list(_titles(described).values()), False,
            list(described.choices).index(default))
    kinds = QgsProcessingParameterNumber.Type
    parameter = QgsProcessingParameterNumber(
        name, label, kinds.Integer if described.kind == "integer" else kinds.Double, default,
        bool(described.empty))
    if described.minimum is not None:
        parameter.setMinimum(described.minimum)
    if described.maximum is not None:
        parameter.setMaximum(described.maximum)
    return parameter


def _value(name: str, described: Description, algorithm: QgsProcessingAlgorithm,
           given: dict[str, Any], context: QgsProcessingContext) -> Any:
    if described.kind == "switch":
        return algorithm.parameterAsBoolean(given, name, context)
    if described.kind == "text":
        return algorithm.parameterAsString(given, name, context)
    if described.kind == "file":
        return algorithm.parameterAsFile(given, name, context)
    if described.kind == "choice" and described.changing:
        # QGIS would take the default for one that is not there.
        value = given.get(name)
        return value if isinstance(value, str) else algorithm.parameterAsEnumString(
            given, name, context)
    if described.kind == "choice":
        return list(described.choices)[algorithm.parameterAsEnum(given, name, context)]
    if described.empty and given.get(name) is None:
        return None
    if described.kind == "integer":
        return algorithm.parameterAsInt(given, name, context)
    return algorithm.parameterAsDouble(given, name, context)

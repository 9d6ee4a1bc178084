"""Choices that scripts and models know by identifiers, and people by titles."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsProcessingParameterEnum

WIDGET = "stfusion_qgis.gui.toolbox.titled_combo.TitledCombo"
"""The class, by its name, of what shows the titles in dialogs: nothing else loads it."""


def titled_choice(name: str, label: str, titles: Mapping[str, str],
                  default: str) -> QgsProcessingParameterEnum:
    """Return a parameter whose values are identifiers, and whose titles dialogs show.

    Identifiers, as choices come and go between versions, so that no place in a list stays.

    titles: of the identifiers, in the user's language.
    """
    parameter = QgsProcessingParameterEnum(name, label, list(titles), False, default, False, True)
    parameter.setMetadata({"widget_wrapper": {"class": WIDGET, "titles": dict(titles)}})
    return parameter


def titles_in_help(titles: Mapping[str, str]) -> str:
    """Return the titles with their identifiers for a help text: scripts need these."""
    return "; ".join(f"{identifier}: {title}" for identifier, title in titles.items())

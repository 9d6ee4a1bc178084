"""The help beside a dialog: what an algorithm does, and what each of its parameters is for."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from qgis.core import QgsApplication, QgsProcessingParameterDefinition

from ..translation import tr


def help_of_parameters(definitions: Sequence[QgsProcessingParameterDefinition]) -> str:
    """Return the parameters with their helps as HTML: inputs, advanced ones, and outputs.

    Nothing in qgis_process, which lists them itself.
    """
    if QgsApplication.platform() == "qgis_process":
        return ""
    flags = QgsProcessingParameterDefinition.Flag
    shown = [each for each in definitions if not each.flags() & flags.FlagHidden]
    outputs = [each for each in shown if each.isDestination()]
    advanced = [each for each in shown
                if each.flags() & flags.FlagAdvanced and not each.isDestination()]
    usual = [each for each in shown if each not in outputs and each not in advanced]
    return (_section(tr("Parameters"), usual) + _section(tr("Advanced parameters"), advanced)
            + _section(tr("Outputs"), outputs))


def _section(title: str, definitions: Iterable[QgsProcessingParameterDefinition]) -> str:
    labels: dict[str, list[str]] = {}  # by the help: that of all masks is said once
    for each in definitions:
        if each.help():
            labels.setdefault(html.escape(each.help(), quote=False), []).append(
                f"<b>{html.escape(each.description(), quote=False)}</b>")
    # No line breaks: QGIS makes paragraphs of them.
    rows = "".join(f"<p>{'<br>'.join(named)}<br>{help}</p>" for help, named in labels.items())
    return f"<h3>{title}</h3>{rows}" if rows else ""

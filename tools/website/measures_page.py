"""Writes the page of quality measures, in Markdown, from their descriptions and formulas."""

from __future__ import annotations

import inspect

from stfusion_qgis.quality.registry import METRICS
from tools.website.docstring_markdown import as_markdown
from tools.website.measure_equations import MEASURE_EQUATIONS

_NEEDS = {"reference": "the true image", "coarse": "the coarse image of the same date",
          "fine_1": "the fine image of pair 1", "nothing": "nothing else"}


def measures_page() -> str:
    """Return the page: each measure with what it needs, its direction and its formula."""
    head = ("# Quality measures\n\nIn the formulas x is the prediction, y the image it is "
            "measured against, n the number of pixels valid in both.\n\n")
    return head + "\n".join(_section(metric) for metric in METRICS.values())


def formula_text(metric) -> str:
    """Return the docstrings of the functions that the formula of a measure calls."""
    called = inspect.getclosurevars(metric.formula).globals.values()
    return "\n\n".join(inspect.getdoc(each) for each in called
                       if inspect.isfunction(each) and each.__doc__)


def _section(metric) -> str:
    return (f"## {metric.label} (`{metric.id}`)\n\n{metric.help}\n\n"
            f"- Beside the prediction it needs {_NEEDS[metric.need.value]}\n"
            f"- Direction: {metric.direction.value}\n"
            f"- Unit: {metric.unit.value or 'none'}\n\n$$\n{MEASURE_EQUATIONS[metric.id]}\n$$\n\n"
            f"{as_markdown(formula_text(metric))}\n")


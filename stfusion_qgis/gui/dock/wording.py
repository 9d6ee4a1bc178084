"""Short descriptions of images, methods and parameters."""

from __future__ import annotations

from typing import Any

from ...images.checks import RESAMPLED
from ...images.grid import Grid
from ...methods.method import Method
from ...parameters import descriptions
from ...preview.examine import Finding
from ...translation import tr


def image_summary(finding: Finding, ratio: float | None = None) -> str:
    """Return date, resolution and bands of an image in one line; "" if it could not be opened.

    ratio: of coarse images that were resampled, as far as it is known.
    """
    if finding.grid is None:
        return ""
    bands = tr("1 band") if finding.bands == 1 else tr("{count} bands").format(
        count=finding.bands)
    parts = [str(finding.date) if finding.date else tr("date unknown"),
             resolution(finding.grid), bands]
    if finding.ratio is not None:
        known = ratio if finding.ratio < RESAMPLED else finding.ratio
        parts.append(tr("ratio {ratio:.3g}").format(ratio=known) if known else tr("ratio unknown"))
    return " · ".join(parts)


def resolution(grid: Grid) -> str:
    """Return the side of a pixel in metres or kilometres."""
    length = _length(grid.pixel_metres)
    return tr("about {length}").format(length=length) if grid.is_geographic else length


def _length(metres: float) -> str:
    return f"{metres / 1000:.3g} km" if metres >= 1000 else f"{metres:.3g} m"


def prediction_title(method: Method, parameters: Any) -> str:
    """Return the name of a prediction, with the parameters that are not the defaults."""
    different = changes(method, parameters)
    name = method.name(parameters)
    return f"{name} ({different})" if different else name


def changes(method: Method, parameters: Any) -> str:
    """Return the parameters that differ from the defaults, with their values; "" for none."""
    defaults, found = method.Parameters(), []
    for name, described in descriptions(parameters).items():
        value = getattr(parameters, name)
        if value == getattr(defaults, name):
            continue
        if described.kind == "choice":
            shown = tr(described.choices[value])
        elif described.kind == "switch":
            shown = tr("yes") if value else tr("no")
        else:
            shown = f"{value:g}" if isinstance(value, (int, float)) else str(value)
        found.append(f"{tr(described.label)} {shown}")
    return ", ".join(found)

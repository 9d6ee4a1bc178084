"""What users are told of images in other units."""

from __future__ import annotations

from ..translation import tr
from .calibration import Calibration
from .known_units import KnownLine
from .raster import Raster
from .unit_comparison import Disagreement, Line


def other_units(raster: Raster, target: Raster, difference: Disagreement, optional: bool) -> str:
    """Return the message that a raster is in other units than another one, and what to do.

    optional: whether the option to scale coarse images would help.
    """
    line = difference.line
    if not line.cause and not line.offset:
        return (tr("{layer} seems to be in other units than {fine}: its values are about "
                   "{factor:g} times as large. Scale it, or turn on 'Scale coarse images to the "
                   "units of the fine ones'.") if optional else
                tr("{layer} seems to be in other units than {fine}: its values are about "
                   "{factor:g} times as large. Scale one of them first, with the raster "
                   "calculator for example.")).format(
                       layer=raster.name, fine=target.name, factor=1 / line.gain)
    sentences = [tr("{layer} seems to be in other units than {fine}.").format(
        layer=raster.name, fine=target.name)]
    if line.cause:
        sentences.append(tr("{layer} looks like {cause}.").format(
            layer=target.name if line.of_target else raster.name, cause=tr(line.cause)))
    if difference.found is not None:
        sentences.append(_found(raster, target, difference.found))
    sentences.append((
        tr("Turn on 'Scale coarse images to the units of the fine ones', which takes {formula} "
           "for each value of {layer}, or do so with the raster calculator.") if optional else
        tr("Take {formula} for each value of {layer}, with the raster calculator for example.")
    ).format(formula=_formula(line), layer=raster.name))
    return " ".join(sentences)


def doubtful_units(raster: Raster, target: Raster, difference: Disagreement) -> str:
    """Return the warning that two images differ more than usual."""
    found = difference.found or Line(difference.line.gain, difference.line.offset, 0.0)
    return tr("{layer} and {fine} differ more than sensors and dates usually do. {line} Check that "
              "both are in the same units.").format(
                  layer=raster.name, fine=target.name, line=_found(raster, target, found))


def scaled(raster: Raster, target: Raster, line: KnownLine) -> str:
    """Return the line of the log that a raster was brought to the units of another one."""
    if not line.offset:
        return tr("{layer}: values multiplied by {factor:g}, to have the units of {fine}").format(
            layer=raster.name, factor=line.gain, fine=target.name)
    return tr("{layer}: {formula} taken for each value, to have the units of {fine}").format(
        layer=raster.name, formula=_formula(line), fine=target.name)


def tags_understood(raster: Raster, calibration: Calibration) -> str:
    """Return the line of the log about how scale and offset of a file were understood."""
    stated = Calibration.straight(raster.bands)
    text = (tr("{layer}: the scale and offset of its file ({stated}) are left out, as only without "
               "them its values fit the other images") if calibration.is_none else
            tr("{layer}: read with the scale and offset of its file ({stated})")
            if calibration == stated else
            tr("{layer}: the scale of its file ({stated}) is understood as a divisor"))
    return text.format(layer=raster.name, stated=stated.of(raster.selection))


def _found(raster: Raster, target: Raster, line: Line) -> str:
    return tr("A straight line through the means of coarse pixels says: {fine} = {gain:.4g} x "
              "{layer} {offset}.").format(fine=target.name, layer=raster.name, gain=line.gain,
                                          offset=_signed(line.offset))


def _formula(line: KnownLine) -> str:
    factor = f"{line.gain:.7g} x " if line.gain != 1 else ""
    return f"{factor}{tr('value')} {_signed(line.offset) if line.offset else ''}".strip()


def _signed(offset: float) -> str:
    return f"{'-' if offset < 0 else '+'} {abs(offset):.5g}"

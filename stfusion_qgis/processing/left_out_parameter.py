"""LEAVE_OUT: what masks of prepared images leave out."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingParameterEnum

from ..products.pixel_conditions import USUALLY_LEFT_OUT, PixelCondition
from ..translation import tr
from .base import StfusionAlgorithm

_NAME = "LEAVE_OUT"
_CONDITIONS = tuple(PixelCondition)


def add_left_out(algorithm: StfusionAlgorithm) -> None:
    """Add LEAVE_OUT."""
    algorithm.add(QgsProcessingParameterEnum(
        _NAME, tr("Leave out"), [tr(each.value) for each in _CONDITIONS], True, None, True), tr(
            "What the mask leaves out. Leave empty for what is usual for the product, as a "
            "rule {usual}. Pixels with nothing recorded are left out in any case: choose them "
            "alone to leave out nothing else.").format(
                usual=", ".join(tr(each.value) for each in USUALLY_LEFT_OUT)))


def left_out_of(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                context: QgsProcessingContext) -> tuple[PixelCondition, ...] | None:
    """Return the conditions that are chosen, None for those that are usual for a product."""
    if parameters.get(_NAME) in (None, "", []):
        return None  # of nothing, QGIS makes the first choice
    return tuple(_CONDITIONS[i] for i in algorithm.parameterAsEnums(parameters, _NAME, context))

"""Masks of images, and quality layers that are used as masks."""

from __future__ import annotations

import contextlib

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr
from .alignment import Aligned
from .byte_writer import CONTENT_ITEM, MASK_CONTENT
from .checks import check_transformable
from .gdal_tools import GdalError, gdal_errors, open_raster
from .inputs import Inputs
from .longitudes import near
from .mask_rule import MaskRule
from .quality_layers import (
    MOST_VALUES,
    QualityLayer,
    looks_like_mask,
    marks_clouds,
    product_of,
)
from .raster import Raster
from .sampling import sample_windows
from .source import Source

_LOOKED_AT = 8  # windows in which the values of a mask are looked for


def open_mask(source: Source, rule: str, raster: Raster,
              progress: Progress | None = None, rule_option: str = "") -> Aligned:
    """Open the mask of a raster, aligned to its pixels.

    rule: which values mean that a pixel may be used, as `MaskRule` reads it; "" for those above 0.
    progress: is warned of a mask without a rule that seems to need one. rule_option: name of the
    option that tells the rule.

    Raises:
        InputError: the mask or the rule cannot be used.
    """
    mask = near(Raster.of(source), raster.grid)
    check_transformable(raster.grid, mask, raster.name)
    read = MaskRule.parse(rule)
    if read.conditions:
        return Aligned(mask.as_mask(read), raster.grid, "nearest")
    if progress is not None and not _says_mask(mask):
        _warn(mask, source, progress, rule_option)
    return Aligned(mask.with_bands([0]), raster.grid, "nearest")


def check_rules(inputs: Inputs, progress: Progress) -> None:
    """Warn of a rule for masks that are not given.

    Raises:
        InputError: a rule cannot be read.
    """
    options = inputs.options
    for rule, sources in ((options.fine_mask_rule, inputs.fine),
                          (options.coarse_mask_rule, (*inputs.coarse, *inputs.coarse_predictions))):
        if MaskRule.parse(rule).conditions and not any(source.mask for source in sources):
            progress.warn(tr("The mask rule '{rule}' has no effect, as no mask is given for it."
                             ).format(rule=rule))


def _says_mask(mask: Raster) -> bool:
    """Say whether a file was written as a mask, whatever its name."""
    with contextlib.suppress(GdalError), gdal_errors():
        items = open_raster(mask.source, mask.open_options).GetMetadata()
        return items.get(CONTENT_ITEM) == MASK_CONTENT
    return False


def _warn(mask: Raster, source: Source, progress: Progress, rule_option: str) -> None:
    """Warn if a mask looks like a layer of classes, bits or shares, or marks clouds."""
    try:
        found = _values_of(mask)
    except InputError:  # it is said where the mask is read
        return
    names = f"{mask.name} {source.path}"
    product, few = product_of(names, found), len(found) <= MOST_VALUES
    if len(found) == MOST_VALUES and found[0] == 0 and marks_clouds(names):
        progress.warn(tr(
            "The mask {layer} marks clouds by its name, but every pixel above 0 is used. If its "
            "clouds are above 0, give the mask rule 'values 0'.").format(layer=mask.name),
            _remedy(rule_option, "values 0"))
    elif product is not None and (not few or _means_something_else(product, found, names)):
        progress.warn(tr(
            "The mask {layer} looks like {product}, but every pixel above 0 is used, as in a mask "
            "of 0 and 1. Give the mask rule '{rule}' to leave out clouds and their shadows."
        ).format(layer=mask.name, product=product.name, rule=product.rule),
            _remedy(rule_option, product.rule))
    elif not few:
        progress.warn(tr(
            "The mask {layer} holds more than two values; every pixel above 0 is used. If these "
            "are classes or bits, give a mask rule, such as 'values 4,5,6' or 'not bits 1,3,4'."
        ).format(layer=mask.name))
    elif len(found) == MOST_VALUES and found[0] > 0:
        progress.warn(tr(
            "The mask {layer} has no pixel that is 0, so it leaves nothing out. If its values are "
            "classes or bits, give a mask rule, such as 'values 4,5,6' or 'not bits 1,3,4'."
        ).format(layer=mask.name))


def _means_something_else(product: QualityLayer, found: np.ndarray, names: str) -> bool:
    """Say whether one or two values mean something else as a layer of a product than as a mask."""
    return not looks_like_mask(found, product, names) and not np.array_equal(
        MaskRule.parse(product.rule).usable(found), found > 0)


def _remedy(rule_option: str, rule: str) -> Remedy | None:
    return Remedy(tr("Use this rule"), {rule_option: rule}) if rule_option else None


def _values_of(mask: Raster) -> np.ndarray:
    """Return the values that are found in the first band of a mask, each once."""
    windows = sample_windows(mask.grid.rows, mask.grid.columns)
    first = mask.with_bands([0])
    found = np.empty(0, np.float32)
    for window in windows[::max(1, len(windows) // _LOOKED_AT)]:
        image = first.read(window)
        found = np.union1d(found, image.values[0, image.valid])
    return found

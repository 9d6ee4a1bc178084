"""The mask that an image brings along: its file is named in the image's metadata."""

from __future__ import annotations

import os
from dataclasses import replace

from ..errors import InputError
from ..translation import tr
from .local_files import is_plain_image, may_be_looked_at
from .raster import Raster
from .source import Source


def with_own_mask(source: Source, raster: Raster) -> Source:
    """Return an image with the mask that it brings along, if the user gives none.

    raster: the same image, opened. The mask lies where the image lies, also where the user has set
    another CRS.

    Raises:
        InputError: the mask is missing, or is no plain file on this computer.
    """
    if source.mask is not None or not raster.mask_item:
        return source
    path = _own_mask(source.path, raster.mask_item, raster.name)
    return replace(source, mask=Source(path, crs=source.crs), mask_rule="")


def _own_mask(path: str, item: str, name: str) -> str:
    """Return the path of the mask that the image of a path names; name: of the image.

    The image may come from anybody: no server is asked for a mask, and no share but the image's.
    """
    folder = path.rpartition("/")[0] if path.startswith("/vsi") \
        else os.path.dirname(os.path.abspath(path))
    mask = os.path.normpath(os.path.join(folder, item))
    if may_be_looked_at(mask, path) and not os.path.lexists(mask):
        raise InputError(tr(
            "The mask {mask}, which {layer} brings along, is missing. Put it back, prepare the "
            "image again, or give a mask for it.").format(mask=mask, layer=name), name)
    if not is_plain_image(mask, path):
        raise InputError(tr(
            "{layer} names the mask {mask}, which is no plain image file on this computer and is "
            "not opened for that reason. Give a mask for the image.").format(
                layer=name, mask=item), name)
    return mask

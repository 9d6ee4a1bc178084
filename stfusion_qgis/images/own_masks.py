"""The mask that an image brings along: its file is named in the image's metadata."""

from __future__ import annotations

import os

from ..errors import InputError
from ..translation import tr
from .local_files import is_plain_image, may_be_looked_at

MASK_ITEM = "STFUSION_MASK"
"""Item of the metadata of an image: the path of its mask, relative to its folder."""


def own_mask_of(path: str, item: str, name: str) -> str:
    """Return the path of the mask that an image brings along.

    path: of the image. item: what its metadata say. name: of the image, for messages.

    Raises:
        InputError: the mask is missing, or is no plain file on this computer.
    """
    mask = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(path)), item))
    plain = not item.startswith("/vsi") and "://" not in item and may_be_looked_at(mask, path)
    if plain and not os.path.isfile(mask):
        raise InputError(tr(
            "The mask {mask}, which {layer} brings along, is missing. Put it back beside the "
            "image, prepare the image again, or give a mask for it.").format(
                mask=mask, layer=name), name)
    if not plain or not is_plain_image(mask, path):
        raise InputError(tr(
            "{layer} names the mask {mask}, which is no plain file on this computer and is not "
            "opened for that reason. Give a mask for the image.").format(
                layer=name, mask=item), name)
    return mask

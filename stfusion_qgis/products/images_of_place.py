"""The image that a user means by a folder or a file: one, or the tiles of one pass."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Collection, Sequence

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .product_image import ProductImage
from .recognising import Recognition, Unusable, described, recognise

_MOST_LISTED = 10


def image_of_place(place: str, wanted: str, cache_folder: str,
                   progress: Progress) -> list[ProductImage]:
    """Return the image in a folder, an archive or a file: several if these are tiles of one pass.

    wanted: part of its name, in which * stands for anything; "" if there is only one.
    progress: is told of what cannot be used.

    Raises:
        InputError: there is none, or there are several, which are listed then.
    """
    if not os.path.exists(place):
        raise InputError(tr("There is no file or folder {path}.").format(path=place))
    found = recognise(place, cache_folder)
    if not found.downloads:
        raise InputError(_nothing(place, found.unusable))
    chosen = [each for each in found.downloads if _fits(each.download.name, wanted)]
    if not chosen:
        raise InputError(tr("{path} holds no image named {name}. It holds {images}.").format(
            path=place, name=wanted, images=_listed({
                each.download.name for each in found.downloads})))
    images, unusable = described(Recognition(chosen, found.unusable))
    if not images:
        raise InputError(unusable[-1].reason, chosen[0].download.name)
    for each in unusable:
        progress.info(each.reason)
    # An image may be there again, as the folder of an archive.
    images = list({image.name: image for image in images}.values())
    if not _are_tiles_of_one_pass(images):
        raise InputError(tr(
            "{path} holds several images. Name the one that is wanted: {images}.").format(
                path=place, images=_listed({image.name for image in images})))
    return images


def _fits(name: str, wanted: str) -> bool:
    return fnmatch.fnmatch(name.lower(), f"*{wanted.strip().lower()}*")


def _are_tiles_of_one_pass(images: Sequence[ProductImage]) -> bool:
    passes = {(image.product.id, image.date, image.platform) for image in images}
    return len(images) == 1 or (len(passes) == 1 and "" not in {image.tile for image in images}
                                and len({image.tile for image in images}) == len(images))


def _nothing(place: str, unusable: Sequence[Unusable]) -> str:
    reasons = list(dict.fromkeys(each.reason for each in unusable))
    if len(reasons) == 1:
        return reasons[0]
    text = tr("{path} holds no product that is known.").format(path=place)
    return "\n".join([text, *reasons[:_MOST_LISTED]])


def _listed(found: Collection[str]) -> str:
    names = sorted(found)
    more = tr(" and {count} more").format(count=len(names) - _MOST_LISTED) \
        if len(names) > _MOST_LISTED else ""
    return f"{', '.join(names[:_MOST_LISTED])}{more}"

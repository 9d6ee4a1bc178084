"""Downloads that are opened at once: catalogued, prepared, and told in a few words."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .cataloguing.catalogue_item import CatalogueItem
from .cataloguing.folder_catalogue import catalogue_of_folder
from .cataloguing.image_catalogue import ImageCatalogue, in_order
from .cataloguing.prepared_catalogue import prepare_catalogue
from .preparation.preparing_options import PreparingOptions
from .product import SensorRole
from .recognising import Unusable, is_product_name

PREPARED_FOLDER = "prepared by STFusion"
_LOOKING = 0.15  # share of the time in which is found out what there is
_TOLD = 3  # reasons that are told at once


@dataclass(frozen=True)
class OpenedDownloads:
    """What has become of downloads.

    images: that are prepared, in the order of time. unusable: the others, with the reasons.
    folders: in which the prepared images lie. log: what was decided, line by line.
    """

    images: list[CatalogueItem] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """Return how many images there are, and what could not be used."""
        fine = sum(image.role is SensorRole.FINE for image in self.images)
        text = tr("{fine} fine and {coarse} coarse images are ready.").format(
            fine=fine, coarse=len(self.images) - fine)
        if self.unusable:
            text += " " + tr("Not usable: {count}; the log of messages says why.").format(
                count=len(self.unusable))
        return text

    def why_not(self) -> str:
        """Return why nothing could be used: the first reasons."""
        if not self.unusable:
            return tr("There is no image that is known. The documentation lists the products, and "
                      "how to write a rule for others.")
        reasons = list(dict.fromkeys(each.reason for each in self.unusable))
        more = len(reasons) - _TOLD
        return " ".join(reasons[:_TOLD]) + (
            " " + tr("({count} more; the log of messages has them all.)").format(count=more)
            if more > 0 else "")


def open_downloads(places: Sequence[str], options: PreparingOptions, cache_folder: str,
                   elsewhere: str, progress: Progress, threads: int = 1) -> OpenedDownloads:
    """Return the images of folders, archives and files, prepared in a folder beside each.

    elsewhere: folder for what is prepared where nothing can be written beside the downloads.

    Raises:
        InputError: a place is not there, or nothing can be written.
        Cancelled: through `progress`; what was prepared until then is known the next time.
    """
    found, collected = OpenedDownloads(), progress.collecting()
    for number, place in enumerate(places):
        part = collected.part(number / len(places), (number + 1) / len(places))
        catalogue = catalogue_of_folder(place, options.area, cache_folder,
                                        part.part(0.0, _LOOKING), threads)
        folder = _folder_for(place, elsewhere)
        prepared = ImageCatalogue(unusable=catalogue.unusable)
        if catalogue.items:
            prepared, _ = prepare_catalogue(catalogue, folder, options, cache_folder,
                                            part.part(_LOOKING, 1.0), threads)
            found.folders.append(folder)
        found.images.extend(prepared.items)
        found.unusable.extend(prepared.unusable)
    found.images[:] = in_order({image.path: image for image in found.images}.values())
    found.log.extend([*collected.infos, *collected.warnings])
    return found


def _folder_for(place: str, elsewhere: str) -> str:
    """Return the folder for what is prepared of a place.

    Raises:
        InputError: the place is not there.
    """
    place = os.path.abspath(place)
    if not os.path.exists(place):
        raise InputError(tr("{path} is not there.").format(path=place))
    is_folder = os.path.isdir(place) and not is_product_name(os.path.basename(place))
    beside = place if is_folder else os.path.dirname(place)
    if os.access(beside, os.W_OK):
        return os.path.join(beside, PREPARED_FOLDER)
    mark = hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:8]
    return os.path.join(elsewhere, f"{os.path.basename(place)} {mark}")

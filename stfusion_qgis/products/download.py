"""A download: the files of one image, in a folder, in an archive, or loose beside others."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from osgeo import gdal

from ..errors import InputError
from ..images.gdal_tools import GdalError, gdal_errors
from ..translation import tr

_FAR = ("/vsicurl", "/vsis3/", "/vsigs/")
_LARGEST_TEXT = 50_000_000  # bytes; the largest metadata file of Sentinel-2 has some


class MissingPart(InputError):
    """A band or a quality layer is not in a download; some products may do without."""


@dataclass(frozen=True)
class Download:
    """The files of one image.

    path: the folder, archive or file that was downloaded. name: of the image.
    fields: parts of the name, by the groups of the product's pattern.
    files: what GDAL opens, by the names of the files within the download, with "/" between folders;
    patterns of these names fit small and capital letters alike.
    """

    path: str
    name: str
    fields: Mapping[str, str | None]
    files: Mapping[str, str]

    def find(self, pattern: str) -> str | None:
        """Return what GDAL opens of the file whose name fits a regular expression, or None."""
        found = [name for name in self.files if re.search(pattern, name, re.IGNORECASE)]
        return self.files[min(found, key=lambda name: (len(name), name))] if found else None

    def need(self, pattern: str) -> str:
        """Return what GDAL opens of the file whose name fits a regular expression.

        Raises:
            MissingPart: there is none.
        """
        found = self.find(pattern)
        if found is None:
            raise MissingPart(tr(
                "{product} is not complete: a file like {file} is missing. Download it again."
            ).format(product=self.name, file=_readable(pattern)), self.name)
        return found

    def text(self, pattern: str) -> str | None:
        """Return the text of the file whose name fits a regular expression; None if none does.

        Raises:
            InputError: it cannot be read.
        """
        path = self.find(pattern)
        if path is None:
            return None
        try:
            with gdal_errors():
                size = gdal.VSIStatL(path).size
                file = gdal.VSIFOpenL(path, "rb")
                data = gdal.VSIFReadL(1, min(size, _LARGEST_TEXT), file)
                gdal.VSIFCloseL(file)
        except (GdalError, AttributeError) as error:
            raise damaged(self.name, path, error) from error
        return bytes(data or b"").decode("utf-8", "replace")


def damaged(product: str, path: str, reason: Exception | str) -> InputError:
    """Return the error of a file of a download that cannot be read."""
    # An address that GDAL shall sign is one of the options behind the question mark.
    address = path.rsplit("%2F", 1)[-1] if path.startswith("/vsicurl?") else path.split("?", 1)[0]
    name = os.path.basename(address)
    if path.startswith(_FAR):
        return InputError(tr(
            "{product}: {file} cannot be read from its server ({reason}). Check that you are "
            "online. The server may ask who you are, or a signed address may have expired: search "
            "again.").format(product=os.path.basename(product), file=name, reason=reason), product)
    return InputError(tr(
        "{product}: {file} cannot be read ({reason}). The download may be incomplete: download it "
        "again.").format(product=os.path.basename(product), file=name, reason=reason), product)


def _readable(pattern: str) -> str:
    """Return a regular expression as people write names of files."""
    text = re.sub(r"\(\?:([^|)]*)[^)]*\)\??", r"\1", pattern)
    return "*" + re.sub(r"\\(.)", r"\1", text).replace(".*", "*").strip("^$*")

"""Which products a folder, an archive or a file holds: told from names.

An image may be a folder, an archive, or some files that lie loose beside others; archives may hold
any of these. Files belong together if a folder on their way, or else their own names, say so. Only
HDF files with a name of somebody's own are opened, for the one that they give themselves.
"""

from __future__ import annotations

import os
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import InputError
from ..translation import tr
from .containers.granule_names import granule_name
from .download import Download
from .known_products import all_products, product_problems, read_rules
from .preparing import mask_beside
from .product import Product
from .product_image import ProductImage, image_of
from .rules.rule_file import ENDING
from .unpacking import taken_out, unpacked
from .unsuitable import why_unsuitable

PREPARED_RECORDS = "prepared.json"
"""File that tells of a folder that it holds what was prepared, and no downloads."""

_MASK = "_mask.tif"  # as masks beside prepared images end
_MOST_LEVELS = 6  # of folders below the one that is looked through
_ARCHIVES = {".zip": "/vsizip/", ".tar": "/vsitar/"}
_COMPRESSED = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_NOT_IN_ARCHIVES = ".hdf"  # whose library opens files on disk only
_HDF = (".hdf", ".h5", ".he5")
_IMAGES = (".tif", ".tiff", ".hdf", ".h5", ".he5", ".nc", ".jp2", ".img")


class Unusable(NamedTuple):
    """A file or a folder of which nothing can be made, and why: a sentence for people."""

    path: str
    reason: str


class Recognised(NamedTuple):
    """A download and the product that it is of."""

    product: Product
    download: Download


@dataclass(frozen=True)
class Recognition:
    """What was found in a place."""

    downloads: list[Recognised] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)


class _File(NamedTuple):
    path: str  # of the file on disk: that of the archive for one inside
    name: str  # from the place that was looked through, with "/" between folders
    opened: str  # by GDAL


class _Key(NamedTuple):
    """What the files of one image have in common.

    parent: folders above it. part: the folder or archive that is the image, or "" for loose files.
    stem: what their names begin with.
    """

    parent: str
    part: str
    stem: str


def recognise(place: str, cache_folder: str, products: Mapping[str, Product] | None = None,
              ) -> Recognition:
    """Return the products in a folder, an archive or a file.

    Files of rules that lie beside the images count, before all else (see `rules`).

    cache_folder: where compressed archives are unpacked. products: to look for; all by default.
    """
    found = Recognition()
    files = _downloaded(list(_files(place, cache_folder, found.unusable)))
    own = _rules_among(files, place, found.unusable)
    if products is None:
        products = all_products()
        found.unusable.extend(Unusable(place, problem) for problem in product_problems())
    products = {**own, **products}
    groups: dict[_Key, list[_File]] = {}
    of_group: dict[_Key, tuple[Product, re.Match[str]]] = {}
    refused: dict[_Key, Unusable] = {}
    for file in files:
        key, product, match, reason = _belonging(file.name, products)
        if product is None and not reason and file.name.lower().endswith(_HDF):
            key, product, match, reason = _belonging(_with_own_name(file), products)
        if product is not None and match is not None:
            groups.setdefault(key, []).append(file)
            of_group.setdefault(key, (product, match))
        elif reason:
            refused.setdefault(key, Unusable(_path_of(key, file), reason))
        elif file.name.lower().endswith(_IMAGES):
            found.unusable.append(Unusable(file.path, tr(
                "No known product has a name like {name}. Write a rule for it, or use it as it is."
            ).format(name=file.name.rsplit("/", 1)[-1])))
    for key, files in groups.items():
        found.downloads.append(_download(key, files, *of_group[key]))
    found.unusable.extend(refused.values())
    return found


def described(recognition: Recognition) -> tuple[list[ProductImage], list[Unusable]]:
    """Return the images of what was recognised, and what turns out to be unusable."""
    images, unusable = [], list(recognition.unusable)
    for product, download in recognition.downloads:
        try:
            images.append(image_of(product, download))
        except InputError as error:
            unusable.append(Unusable(download.path, str(error)))
    return images, unusable


def _downloaded(files: list[_File]) -> list[_File]:
    """Return files without prepared images and their masks, which are named like the downloads."""
    paths = {file.path for file in files}
    made = {path for file in files if file.path.endswith(".vrt")
            and (mask := mask_beside(file.path)) in paths for path in (file.path, mask)}
    return [file for file in files if re.sub(r"\.aux\.xml$", "", file.path) not in made]


def _rules_among(files: list[_File], place: str, unusable: list[Unusable],
                 ) -> dict[str, Product]:
    """Return the products of the files of rules among files, or beside the only one."""
    paths = [file.path for file in files if file.opened == file.path and _is_of_rules(file.name)]
    if os.path.isfile(place):
        folder = os.path.dirname(os.path.abspath(place))
        paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))
                 if _is_of_rules(name)]
    found: dict[str, Product] = {}
    for path in paths:
        try:
            product = read_rules(path)
            found.setdefault(f"{product.id} ({path})", product)
        except InputError as error:
            unusable.append(Unusable(path, str(error)))
    return found


def _is_of_rules(name: str) -> bool:
    return name.lower().endswith(ENDING)


def _belonging(name: str, products: Mapping[str, Product],
                          ) -> tuple[_Key, Product | None, re.Match[str] | None, str]:
    """Return which image a file belongs to: folder and name of it, product, match; or why not."""
    parts = name.split("/")
    for i, part in enumerate(parts):
        for product in products.values():
            match = product.match(part)
            if match is not None:
                own = part if i < len(parts) - 1 else ""
                return _Key("/".join(parts[:i]), own, _stem(match)), product, match, ""
        reason = why_unsuitable(part)
        if reason:
            return _Key("/".join(parts[:i]), part, part), None, None, reason
    return _Key("", "", ""), None, None, ""


def _path_of(key: _Key, file: _File) -> str:
    """Return the path of the folder, the archive or the file that a key is of."""
    deeper = len(file.name) - len(f"{key.parent}/{key.part}".lstrip("/"))
    return file.path if file.opened != file.path or not file.name[-deeper:].startswith("/") \
        else file.path[:-deeper]


def _with_own_name(file: _File) -> str:
    """Return the name of a file as it would be if nobody had renamed it."""
    folder, _, name = file.name.rpartition("/")
    return f"{folder}/{granule_name(file.opened) or name}".lstrip("/")


def _stem(match: re.Match[str]) -> str:
    """Return what of a name all files of one image share."""
    text = match[0]
    for group in sorted((g for g in ("band", "part") if match.groupdict().get(g)),
                        key=lambda g: -match.start(g)):
        start, end = match.span(group)
        text = text[:start - match.start()].rstrip("._-") + text[end - match.start():]
    return re.sub(r"\.(tiff?|img|jp2|vrt)$", "", text, flags=re.IGNORECASE).rstrip("._-")


def _download(key: _Key, files: list[_File], product: Product, match: re.Match[str],
              ) -> Recognised:
    """Return the download of the files that belong together."""
    depth = len(key.parent.split("/")) if key.parent else 0
    names = {"/".join(file.name.split("/")[depth:]): file for file in files}
    first = next(iter(names))
    archive = next((file.path for file in files if file.opened != file.path), None)
    if archive is not None or len(files) == 1:
        path = archive or files[0].path
    elif key.part:
        path = files[0].path[:len(files[0].path) - len(first) + len(first.split("/")[0])]
    else:
        path = min(file.path for file in files)
    return Recognised(product, Download(path, key.stem, match.groupdict(), {
        name: file.opened for name, file in names.items()}))


def _files(place: str, cache_folder: str, unusable: list[Unusable]) -> Iterator[_File]:
    """Yield the files of a place, those in archives too; archives that are damaged are reported."""
    place = os.path.abspath(place)
    paths = [place] if os.path.isfile(place) else _walk(place)
    is_product = os.path.isfile(place) or is_product_name(os.path.basename(place))
    top = os.path.dirname(place) if is_product else place
    for path in paths:
        name = os.path.relpath(path, top).replace(os.sep, "/")
        lower = path.lower()
        try:
            if lower.endswith(_COMPRESSED):
                if path != place and not is_product_name(os.path.basename(path)):
                    continue  # it would have to be unpacked to know what is in it
                folder = unpacked(path, cache_folder)
                for inner in _walk(folder):
                    inside = os.path.relpath(inner, folder).replace(os.sep, "/")
                    yield _File(path, f"{name}/{inside}", inner)
            elif prefix := next((p for end, p in _ARCHIVES.items() if lower.endswith(end)), ""):
                for inside in _names_in(path):
                    opened = f"{prefix}{path}/{inside}"
                    yield _File(path, f"{name}/{inside}", taken_out(opened, cache_folder)
                                if inside.lower().endswith(_NOT_IN_ARCHIVES) else opened)
            else:
                yield _File(path, name, path)
        except (OSError, tarfile.TarError, zipfile.BadZipFile, EOFError, ValueError) as error:
            unusable.append(Unusable(path, tr(
                "The archive {name} cannot be read ({reason}). Download it again.").format(
                    name=os.path.basename(path), reason=error)))


def is_product_name(name: str) -> bool:
    """Say whether a file or folder of that name is one whole download, usable or not."""
    return any(product.match(name) for product in all_products().values()) or bool(
        why_unsuitable(name))


def _walk(folder: str) -> Iterable[str]:
    """Return the files below a folder in the order of their names.

    Hidden ones are left out, and so are prepared images: folders of them, or single ones.
    """
    for where, folders, names in os.walk(folder):
        if PREPARED_RECORDS in names:
            folders.clear()
            continue
        level = os.path.relpath(where, folder).count(os.sep)
        folders[:] = sorted(name for name in folders
                            if not name.startswith(".")) if level < _MOST_LEVELS else []
        for name in sorted(names):
            if not name.startswith(".") and not _is_prepared(name, names):
                yield os.path.join(where, name)


def _is_prepared(name: str, beside: Sequence[str]) -> bool:
    """Say whether a file is a prepared image or its mask, by the names of the files beside it."""
    return name.endswith(".vrt") or (
        name.endswith(_MASK) and f"{name[:-len(_MASK)]}.vrt" in beside)


def _names_in(archive: str) -> list[str]:
    if archive.lower().endswith(".zip"):
        with zipfile.ZipFile(archive) as opened:
            return [name for name in opened.namelist() if not name.endswith("/")]
    with tarfile.open(archive, "r:") as tar:
        return [member.name for member in tar if member.isfile()]

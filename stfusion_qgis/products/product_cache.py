"""The cache of what has to be made of downloads once: unpacked archives, images put on a grid."""

from __future__ import annotations

import contextlib
import os
import shutil

from ..kernels.cache_folder import cache_parent


def product_cache() -> str:
    """Return the folder of the cache, of the user; it need not be there."""
    return str(cache_parent() / "products")


def product_cache_size() -> int:
    """Return the size in bytes of all that is in the cache."""
    size = 0
    for folder, _, names in os.walk(product_cache()):
        for name in names:
            with contextlib.suppress(OSError):  # gone meanwhile
                size += os.lstat(os.path.join(folder, name)).st_size
    return size


def empty_product_cache() -> None:
    """Delete all that is in the cache; images that were prepared of it have to be made again."""
    shutil.rmtree(product_cache(), ignore_errors=True)

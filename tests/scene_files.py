"""Small scenes for tests: those with which methods are checked."""

from stfusion_qgis.testing.small_scenes import (
    ORIGIN,
    PIXEL,
    SmallImages,
    block_mean,
    make_images,
    read_tif,
    spread,
    wkt,
    write_tif,
)

__all__ = [
    "ORIGIN",
    "PIXEL",
    "SmallImages",
    "block_mean",
    "make_images",
    "read_tif",
    "spread",
    "wkt",
    "write_tif",
]

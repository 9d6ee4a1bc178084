"""Files that are written on a disk that fills up while they are: each ends in a message.

    python -m tests.full_disk FOLDER

FOLDER lies on a small disk of its own. Prints what is left there that looks finished.
"""

import os
import sys

import numpy as np
from osgeo import gdal, osr

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.bands import Band
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.window import Window
from stfusion_qgis.images.writer import Writer
from stfusion_qgis.whole_files import write_text

SIDE = 1024


def fill(folder, left):
    """Let another program fill the disk but for some bytes."""
    disk = os.statvfs(folder)
    with open(os.path.join(folder, "others"), "wb") as file:
        file.write(bytes(max(0, disk.f_bavail * disk.f_frsize - left)))


def image(folder, bands, compressed, left):
    """Write an image, whose overviews find a disk with so many bytes left."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32650)
    grid = Grid(crs.ExportToWkt(), 0, 0, 10, 10, SIDE, SIDE)
    random = np.random.default_rng(0)
    with Writer(os.path.join(folder, "image.tif"), grid,
                [Band(i + 1, "", None, None, None, None, gdal.GCI_GrayIndex)
                 for i in range(bands)], data_type=gdal.GDT_Int16, compressed=compressed) as writer:
        writer.write(Window(0, 0, SIDE, SIDE),
                     random.integers(0, 9999, (bands, SIDE, SIDE)).astype(np.float32),
                     np.ones((SIDE, SIDE), bool))
        writer._dataset.FlushCache()
        fill(folder, left)
        writer._check_space = lambda: None  # there was space when it looked
        writer.finish(overviews=True)


def main(folder):
    """Try all kinds of files."""
    for bands in (1, 3):
        for compressed in (True, False):
            for left in (0, 20_000, 300_000):
                try:
                    image(folder, bands, compressed, left)
                except InputError as error:
                    print("message", "cannot be written" in str(error))
                print("left", sorted(os.listdir(folder)))
                os.remove(os.path.join(folder, "others"))
    fill(folder, 4096)
    for name in ("report.html", "metrics.csv", "record.json"):
        try:
            write_text(os.path.join(folder, name), "x" * 100_000)
        except InputError as error:
            print("message", "cannot be written" in str(error))
        print("left", sorted(os.listdir(folder)))


if __name__ == "__main__":
    main(sys.argv[1])

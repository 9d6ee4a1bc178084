"""No output takes the place of what an input reads, and changes meanwhile are noticed."""

import os
import shutil
import zipfile

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.read_files import Holders
from stfusion_qgis.images.writer import check_outputs, check_unchanged
from tests.scene_files import write_tif

VALUES = np.arange(200, dtype=np.float32).reshape(2, 10, 10) + 1


@pytest.fixture
def image(tmp_path):
    (tmp_path / "in").mkdir()
    return write_tif(tmp_path / "in" / "image.tif", VALUES)


def in_vrt(image):
    path = image + ".vrt"
    gdal.Translate(path, image, format="VRT")
    return path


def in_nested_vrt(image):
    inner = in_vrt(image)
    path = image + ".outer.vrt"
    gdal.BuildVRT(path, [inner]).FlushCache()
    return path


def in_warped_vrt(image):
    path = image + ".warped.vrt"
    gdal.Warp(path, image, format="VRT", dstSRS="EPSG:4326").FlushCache()
    return path


def as_xml(image):
    with open(in_vrt(image)) as file:
        return file.read().replace('relativeToVRT="1">image.tif', f'relativeToVRT="0">{image}')


def as_link(image):
    path = os.path.join(os.path.dirname(os.path.dirname(image)), "link.tif")
    os.symlink(image, path)
    return path


def as_hard_link(image):
    path = os.path.join(os.path.dirname(os.path.dirname(image)), "hard.tif")
    os.link(image, path)
    return path


SPELLINGS = [
    lambda image: image, in_vrt, in_nested_vrt, in_warped_vrt, as_xml, as_link, as_hard_link,
    lambda image: f"GTIFF_DIR:1:{image}", lambda image: f"vrt://{image}?bands=1",
    lambda image: f"/vsisubfile/0_{os.path.getsize(image)},{image}",
    lambda image: os.path.join(os.path.dirname(image), ".", "..", "in", "image.tif")]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_an_input_reads_is_no_output(image, tmp_path, spelling):
    raster = Raster(spelling(image))
    for output in (image, os.path.join(os.path.dirname(image), "..", "in", "image.tif")):
        with pytest.raises(InputError, match=r"is the input|is read from the file"):
            check_outputs([output], [raster])
    check_outputs([str(tmp_path / "in" / "other.tif")], [raster])
    shutil.copy(image, tmp_path / "in" / "copy.tif")
    check_outputs([str(tmp_path / "in" / "copy.tif")], [raster])


@pytest.mark.parametrize("form", ["/vsizip/{}/inner.tif", "/vsizip/{{{}}}/inner.tif"])
def test_an_archive_that_is_called_so(image, tmp_path, form):
    archive = str(tmp_path / "in" / "archive.tif")  # nobody says that it must end with .zip
    with zipfile.ZipFile(archive, "w") as file:
        file.write(image, "inner.tif")
    if "{{" not in form:
        os.rename(archive, archive := str(tmp_path / "in" / "archive.zip"))
    raster = Raster(form.format(archive))
    holders = Holders([(raster.files, raster.name)])
    assert holders.of(archive) == raster.name and holders.of(image) is None


def test_many_outputs_are_compared_with_many_inputs_in_as_many_looks(tmp_path, monkeypatch):
    rasters = [Raster(write_tif(tmp_path / f"{i}.tif", VALUES), f"layer {i}") for i in range(20)]
    outputs = [str(tmp_path / f"out_{i}.tif") for i in range(20)]
    looks = []
    resolved = os.path.realpath
    monkeypatch.setattr(os.path, "realpath", lambda path: looks.append(path) or resolved(path))
    check_outputs(outputs, rasters)
    assert len(looks) <= 3 * len(rasters + outputs)
    with pytest.raises(InputError, match=r"is the input layer 17"):
        check_outputs([*outputs, str(tmp_path / "17.tif")], rasters)


def test_changes_are_noticed(image):
    for source in (image, in_nested_vrt(image), f"GTIFF_DIR:1:{image}"):
        raster = Raster(source, "the layer")
        check_unchanged([raster])
        with open(image + ".aux.xml", "w") as file:  # QGIS keeps statistics there
            file.write("<PAMDataset/>")
        check_unchanged([raster])
        write_tif(image, VALUES + 1)
        with pytest.raises(InputError, match="of the input the layer was changed while"):
            check_unchanged([raster])


def test_a_file_that_goes_is_noticed(image):
    raster = Raster(in_vrt(image))
    os.remove(image)
    with pytest.raises(InputError, match=r"image\.tif of the input .* was changed"):
        check_unchanged([raster])

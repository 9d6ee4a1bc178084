"""Images that bring their masks along."""

import socket

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene, open_source
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, wkt, write_tif


@pytest.fixture
def images():
    return make_images(rows=32, columns=32, bands=1, pairs=1)


@pytest.fixture
def written(images, tmp_path):
    """Return a function that writes an image whose metadata name a mask; rows above 8 are clear."""
    mask = np.ones((1, 32, 32), np.uint8)
    mask[:, :8] = 0
    write_tif(tmp_path / "mask.tif", mask, 30)

    def written(item="mask.tif", name="fine.tif"):
        path = write_tif(tmp_path / name, images.fine[0], 30)
        dataset = gdal.Open(str(path), gdal.GA_Update)
        dataset.SetMetadataItem("STFUSION_MASK", item)
        dataset = None
        return str(path)
    return written


def valid(raster):
    return raster.read(raster.grid.whole()).valid


def test_it_is_taken_unless_another_one_is_given(written, tmp_path):
    path, heard = written(), Progress().collecting()
    shown = valid(open_source(Source(path), heard))
    assert not shown[:8].any() and shown[8:].all()
    assert heard.infos == ["fine.tif: its own mask is used, mask.tif"] and not heard.warnings
    other = np.ones((1, 32, 32), np.uint8)
    other[:, :, :8] = 0
    given = write_tif(tmp_path / "given.tif", other, 30)
    shown = valid(open_source(Source(path, mask=Source(str(given))), heard))
    assert not shown[:, :8].any() and shown[:, 8:].all()
    assert heard.infos[-1] == "fine.tif: the mask that is given is used, given.tif, and not its own"


def test_every_image_of_a_scene_has_its_own(written, images, tmp_path):
    coarse = [str(write_tif(tmp_path / f"coarse_{i}.tif", values, 240)) for i, values in
              enumerate((images.coarse[0], images.predictions[0]))]
    scene = open_scene(Inputs.of([written()], coarse[:1], coarse[1:], fine_mask_rule="values 1"))
    assert not valid(scene.fine[0])[:8].any() and valid(scene.fine[0])[8:].all()


def test_it_lies_where_the_user_says_that_the_image_lies(written):
    shown = valid(open_source(Source(written(), crs=wkt(32615))))
    assert not shown[:8].any() and shown[8:].all()


def test_a_missing_one_is_named(written, tmp_path):
    with pytest.raises(InputError, match=rf"The mask {tmp_path}/gone\.tif, which fine\.tif brings"):
        open_source(Source(written("gone.tif")))


def test_nobody_is_asked_for_it(written, tmp_path, monkeypatch):
    """An image may come from anybody: its mask must not be a way to make QGIS call a server."""
    monkeypatch.setenv("GDAL_HTTP_TIMEOUT", "2")
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/mask.tif"
        (tmp_path / "mask.vrt").write_text(
            '<VRTDataset rasterXSize="32" rasterYSize="32"><VRTRasterBand dataType="Byte" band="1">'
            f"<SimpleSource><SourceFilename>/vsicurl/{url}</SourceFilename><SourceBand>1"
            "</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>")
        for item in (f"/vsicurl/{url}", url, "mask.vrt", "//127.0.0.1/share/mask.tif",
                     f"/vsizip//vsicurl/{url}.zip/mask.tif"):
            with pytest.raises(InputError, match=r"fine\.tif"):
                open_source(Source(written(item)))
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody waits
            server.accept()

"""Reading rasters: what is valid, windows beyond the edge, what is refused."""

import pathlib
import threading

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_source
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from tests.scene_files import write_tif

VALUES = np.arange(24, dtype=np.float32).reshape(2, 3, 4) + 1


def read(path):
    raster = Raster(path)
    return raster.read(raster.grid.whole())


@pytest.mark.parametrize("dtype, tag", [
    ("uint8", 0), ("uint8", 255), ("int16", -9999), ("uint16", 65535), ("int32", -2147483648),
    ("uint32", 4294967295), ("float32", -9999), ("float32", -3.4e38), ("float64", -3.4e38),
    ("float32", -3.4028234663852886e38), ("float64", -1.7976931348623157e308), ("float32", 0.1)])
def test_nodata_tag(tmp_path, dtype, tag):
    """Pixels equal to the tag, in the file's own precision, are invalid in all bands."""
    values = VALUES.astype(dtype)
    values[1, 2, 3] = tag
    image = read(write_tif(tmp_path / "a.tif", values, nodata=tag))
    assert (~image.valid).sum() == 1 and not image.valid[2, 3]
    assert (image.values[:, 2, 3] == 0).all()
    np.testing.assert_array_equal(image.values[:, image.valid], VALUES[:, image.valid])


@pytest.mark.parametrize("tag", [-9999, 300, 0.5, -3.4e38])
def test_tag_that_no_pixel_can_have(tmp_path, tag):
    assert read(write_tif(tmp_path / "a.tif", VALUES.astype("uint8"), nodata=tag)).valid.all()


@pytest.mark.parametrize("tag", [None, -9999.0, -3.4e38, float("nan")])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_not_finite_whatever_the_tag_says(tmp_path, dtype, tag):
    values = VALUES.astype(dtype)
    values[0, 0, :3] = np.nan, np.inf, -np.inf
    values[1, 1, 1] = -3.4e38
    image = read(write_tif(tmp_path / "a.tif", values, nodata=tag))
    assert (~image.valid).sum() == 4
    assert np.isfinite(image.values).all()


def test_alpha_band_is_a_mask(tmp_path):
    alpha = np.full((1, 3, 4), 255, np.uint8)
    alpha[0, 1, 2] = 0
    path = write_tif(tmp_path / "a.tif", np.concatenate([VALUES.astype(np.uint8), alpha]),
                     options=["PHOTOMETRIC=MINISBLACK"])
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(3).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset = None
    image = read(path)
    assert image.values.shape == (2, 3, 4)
    assert (~image.valid).sum() == 1 and not image.valid[1, 2]


def test_mask_band(tmp_path):
    path = write_tif(tmp_path / "a.tif", VALUES)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((3, 4), 255, np.uint8)
    mask[2, 0] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None
    image = read(path)
    assert (~image.valid).sum() == 1 and not image.valid[2, 0]


def test_mask_layer_counts_in_its_first_band(tmp_path):
    """Its pixels that are 0 or nodata are left out; other bands of it say nothing."""
    image = write_tif(tmp_path / "a.tif", VALUES)
    mask = np.ones((2, 3, 4), np.uint8)
    mask[0, 0, 0], mask[0, 1, 1], mask[1, 2, 2] = 0, 9, 9
    masked = open_source(Source(image, mask=write_tif(tmp_path / "m.tif", mask, nodata=9)))
    valid = masked.read(masked.grid.whole()).valid
    assert sorted(zip(*np.nonzero(~valid))) == [(0, 0), (1, 1)]


def test_mask_layer_on_another_grid(tmp_path):
    """A coarser mask takes out all fine pixels whose centre lies in it; outside is left out."""
    image = write_tif(tmp_path / "a.tif", np.ones((1, 8, 8), np.float32))
    mask = np.array([[1, 0], [1, 1]], np.uint8)
    masked = open_source(Source(image, mask=write_tif(tmp_path / "m.tif", mask, pixel=90)))
    expected = np.zeros((8, 8), bool)
    expected[:6, :6] = np.kron(mask, np.ones((3, 3)))
    np.testing.assert_array_equal(masked.read(masked.grid.whole()).valid, expected)


def test_windows_beyond_the_edge(tmp_path):
    raster = Raster(write_tif(tmp_path / "a.tif", VALUES))
    image = raster.read(Window(-2, 1, 4, 9))
    np.testing.assert_array_equal(image.values[:, 2:, :3], VALUES[:, :2, 1:])
    assert image.valid.sum() == 6 and image.valid[2:, :3].all()
    for window in (Window(-5, 0, 5, 4), Window(3, 0, 2, 4), Window(0, 4, 3, 2),
                   Window(0, -3, 3, 3)):
        assert not raster.read(window).valid.any()


def test_selection(tmp_path):
    raster = Raster(write_tif(tmp_path / "a.tif", VALUES, names=["red", "nir"])).with_bands([1])
    np.testing.assert_array_equal(raster.read(raster.grid.whole()).values, VALUES[1:])
    assert raster.band_names == ["nir"]


def test_threads_read_the_same(tmp_path):
    values = np.random.default_rng(0).random((2, 300, 300)).astype(np.float32)
    raster = Raster(write_tif(tmp_path / "a.tif", values, options=["COMPRESS=DEFLATE"]))
    wrong = []

    def work(seed):
        rng = np.random.default_rng(seed)
        for row, column in rng.integers(0, 250, (30, 2)):
            image = raster.read(Window(int(row), int(column), 50, 50))
            if not np.array_equal(image.values, values[:, row:row + 50, column:column + 50]):
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def truncate(path):
    file = pathlib.Path(path)
    file.write_bytes(file.read_bytes()[:file.stat().st_size // 2])
    return path


def test_truncated_file(tmp_path):
    values = np.random.default_rng(0).random((3, 200, 200)).astype(np.float32)
    path = truncate(write_tif(tmp_path / "a.tif", values))
    with pytest.raises(InputError, match=r"a\.tif cannot be (read|opened).*damaged|complete"):
        read(path)


@pytest.mark.parametrize("options, message", [
    ({"transform": (0, 30, 5, 0, 5, -30)}, "rotated"),
    ({"transform": (0, -30, 0, 0, 0, -30)}, "north-up"),
    ({"transform": ()}, "not georeferenced"),
    ({"epsg": None}, "no coordinate reference system"),
])
def test_refused_grids(tmp_path, options, message):
    with pytest.raises(InputError, match=f"a.tif.*{message}"):
        Raster(write_tif(tmp_path / "a.tif", VALUES, **options))


def test_refused_contents(tmp_path):
    with pytest.raises(InputError, match="complex"):
        Raster(write_tif(tmp_path / "a.tif", VALUES.astype(np.complex64)))
    with pytest.raises(InputError, match=r"none\.tif cannot be opened"):
        Raster(str(tmp_path / "none.tif"))
    (tmp_path / "text.tif").write_text("no image")
    with pytest.raises(InputError, match=r"text\.tif cannot be opened"):
        Raster(str(tmp_path / "text.tif"))


@pytest.mark.parametrize("exceptions", [False, True])
def test_whatever_gdal_does_with_errors(tmp_path, exceptions):
    """Another plugin may have switched GDAL's exceptions on."""
    before = gdal.GetUseExceptions()
    gdal.UseExceptions() if exceptions else gdal.DontUseExceptions()
    try:
        with pytest.raises(InputError, match="cannot be opened"):
            Raster(str(tmp_path / "none.tif"))
        assert read(write_tif(tmp_path / "a.tif", VALUES)).valid.all()
    finally:
        gdal.UseExceptions() if before else gdal.DontUseExceptions()


@pytest.mark.parametrize("tag", [-128, 128, None])
def test_signed_bytes(tmp_path, tag):
    """As GDAL before 3.7 knows them, or as it does now; the tag may be that of a byte."""
    values = np.arange(-100, 20, 5, dtype=np.int8).reshape(2, 3, 4)
    if tag is not None:
        values[0, 1, 2] = -128
    kind = {"dtype": "int8"} if hasattr(gdal, "GDT_Int8") else {"options": ["PIXELTYPE=SIGNEDBYTE"]}
    path = write_tif(tmp_path / "a.tif", values.astype(np.int8) if "dtype" in kind
                     else values.view(np.uint8), nodata=tag, options=kind.get("options", ()))
    image, raster = read(path), Raster(path)
    assert image.valid[1, 2] == (tag is None) and (~image.valid).sum() == (tag is not None)
    np.testing.assert_array_equal(image.values[:, image.valid], values[:, image.valid])
    assert raster.data_type == gdal.GDT_Int16
    assert raster.bands[0].nodata == (None if tag is None else -128)


def test_unsigned_bytes_stay_unsigned(tmp_path):
    values = np.arange(200, 224, dtype=np.uint8).reshape(2, 3, 4)
    np.testing.assert_array_equal(read(write_tif(tmp_path / "a.tif", values)).values, values)


def masked_bands(folder, values, masks):
    """Write a virtual raster of which each band has a mask of its own, or None; return its path."""
    source = write_tif(folder / "values.tif", values)
    bands = []
    for i, mask in enumerate(masks, start=1):
        inner = ""
        if mask is not None:
            path = write_tif(folder / f"mask{i}.tif", mask.astype(np.uint8))
            inner = ("<MaskBand><VRTRasterBand dataType='Byte'><SimpleSource>"
                     f"<SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
                     "</MaskBand>")
        bands.append(f"<VRTRasterBand dataType='Float32' band='{i}'>{inner}<SimpleSource>"
                     f"<SourceFilename>{source}</SourceFilename><SourceBand>{i}</SourceBand>"
                     "</SimpleSource></VRTRasterBand>")
    dataset = gdal.Open(source)
    transform = ", ".join(map(str, dataset.GetGeoTransform()))
    path = folder / "masked.vrt"
    path.write_text(
        "<VRTDataset rasterXSize='4' rasterYSize='3'><SRS>EPSG:32633</SRS>"
        f"<GeoTransform>{transform}</GeoTransform>{''.join(bands)}</VRTDataset>")
    return str(path)


@pytest.mark.parametrize("with_masks", [(True, True), (True, False), (False, True)])
def test_masks_of_single_bands(tmp_path, with_masks):
    """A pixel that one of the bands masks is invalid; bands that are not read do not count."""
    masks = [np.full((3, 4), 255) if used else None for used in with_masks]
    gaps = [(0, 1), (2, 3)]
    for mask, gap in zip(masks, gaps):
        if mask is not None:
            mask[gap] = 0
    path = masked_bands(tmp_path, VALUES, masks)
    image = read(path)
    assert sorted(zip(*np.nonzero(~image.valid))) == [
        gap for gap, used in zip(gaps, with_masks) if used]
    raster = Raster(path).with_bands([1])
    assert (~raster.read(raster.grid.whole()).valid).sum() == with_masks[1]


@pytest.mark.parametrize("fill", [1e20, -1e30, 1e30, 9.96921e36, -3.4e38])
def test_numbers_that_no_image_has_are_invalid(tmp_path, fill):
    values = VALUES.copy()
    values[1, 1, 1] = fill
    image = read(write_tif(tmp_path / "a.tif", values))
    assert (~image.valid).sum() == 1 and not image.valid[1, 1]


@pytest.mark.parametrize("dtype, tiny", [("float32", 1e-40), ("float64", 1e-300),
                                         ("float32", -1e-45), ("float64", 1e-21)])
def test_numbers_too_small_for_arithmetic_are_0(tmp_path, dtype, tiny):
    values = VALUES.astype(dtype)
    values[0, 0, 0] = tiny
    image = read(write_tif(tmp_path / "a.tif", values))
    assert image.valid.all() and image.values[0, 0, 0] == 0
    assert (image.values.ravel()[1:] == VALUES.ravel()[1:]).all()


def test_large_and_small_numbers_of_real_images_stay(tmp_path):
    """Such as molecules in a column of air, or moles of them."""
    values = np.array([[[8e18, 3e15, 1e-9, -1e-12]]], np.float32)
    np.testing.assert_array_equal(read(write_tif(tmp_path / "a.tif", values)).values, values)


@pytest.mark.parametrize("call", ["GetMaskFlags", "GetBlockSize", "GetNoDataValue"])
def test_gdal_that_raises_while_a_damaged_file_is_described(tmp_path, monkeypatch, call):
    """GDAL of 3.13 does, where its exceptions are on."""
    def fail(*_):
        raise RuntimeError("Inconsistent directory count")

    path = write_tif(tmp_path / "a.tif", VALUES)
    monkeypatch.setattr(gdal.Band, call, fail)
    with pytest.raises(InputError, match=r"cannot be opened .*Inconsistent directory"):
        Raster(path)

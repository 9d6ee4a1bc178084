"""Prepared images: reflectance as the products' documents say, and masks as their bits say."""

from __future__ import annotations

import datetime
import shutil
import tarfile

import numpy as np
import pytest
from osgeo import gdal
from scipy.ndimage import distance_transform_edt

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.images.bands import describe_band
from stfusion_qgis.images.dates import date_of
from stfusion_qgis.images.local_files import is_plain_image
from stfusion_qgis.products.pixel_conditions import PixelCondition
from stfusion_qgis.products.preparation import clear_mask
from stfusion_qgis.products.preparation.preparing_options import FLOATS, PreparingOptions
from stfusion_qgis.products.preparing import prepare
from stfusion_qgis.products.recognising import described, recognise
from stfusion_qgis.progress import Progress

LANDSAT = "LC08_L2SP_122044_20230306_20230312_02_T1"
SENTINEL_2 = "S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE"
OLD_SENTINEL_2 = "S2A_MSIL2A_20210309T025531_N0301_R032_T49QGF_20210309T073112.SAFE.zip"
CONDITIONS = PixelCondition


@pytest.fixture
def products(shared_data):
    return shared_data / "products"


@pytest.fixture
def landsat(products):
    return products / "landsat" / LANDSAT


def image_at(place, tmp_path):
    (image,), unusable = described(recognise(str(place), str(tmp_path / "cache")))
    assert not unusable
    return image


def prepared(place, tmp_path, progress=None, target="prepared.vrt", **options):
    places = place if isinstance(place, list) else [place]
    return prepare([image_at(each, tmp_path) for each in places], str(tmp_path / target),
                   PreparingOptions(**options), str(tmp_path / "cache"), progress or Progress())


def read(path, band=None):
    dataset = gdal.Open(str(path))
    return dataset.ReadAsArray() if band is None else dataset.GetRasterBand(band).ReadAsArray()


def truth_on(path, truth):
    """Return the known reflectance on the grid of an image, NaN beyond it."""
    like = gdal.Open(path)
    left, width, _, top, _, height = like.GetGeoTransform()
    return gdal.Warp("", str(truth), format="MEM", dstSRS=like.GetProjection(), xRes=width,
                     yRes=height, resampleAlg="average", dstNodata=float("nan"),
                     outputType=gdal.GDT_Float32,
                     outputBounds=(left, top + height * like.RasterYSize,
                                   left + width * like.RasterXSize, top)).ReadAsArray() / 10_000


BANDS = ("blue", "green", "red", "nir", "swir16", "swir22")


@pytest.mark.parametrize(("place", "date"), [
    (f"landsat/{LANDSAT}", "2023-03-06"),
    ("landsat/LC08_L2SP_122044_20230407_20230413_02_T1.tar", "2023-04-07"),
    (f"sentinel2/{SENTINEL_2}", "2023-03-06"), (f"sentinel2/{OLD_SENTINEL_2}", "2023-03-06"),
    ("modis/MOD09GA.A2023081.h28v06.061.2023083032101.hdf", "2023-03-22")])
def test_reflectance_is_that_of_the_known_landscape(products, tmp_path, place, date):
    image = prepared(products / place, tmp_path)
    truth = truth_on(image.path, products / "truth" / f"truth_reflectance_x10000_30m_{date}.tif")
    values, clear = read(image.path) / 10_000, read(image.mask_path) > 0
    assert [name.replace("nir08", "nir") for name in image.bands] == list(BANDS)
    for band, known in zip(values, truth):
        apart = np.abs(band - known)[clear & np.isfinite(known)]
        assert np.median(apart) < 0.006
        if place.startswith("landsat"):  # on the same grid, so that only noise is between them
            assert np.quantile(apart, 0.99) < 0.006


def test_numbers_are_exact_and_fill_is_nodata(landsat, tmp_path):
    image = prepared(landsat, tmp_path)
    numbers = read(landsat / f"{LANDSAT}_SR_B5.TIF").astype(np.float64)
    found, exact = read(image.path, 4), 10_000 * (2.75e-5 * numbers - 0.2)
    assert (numbers == 0).any()
    assert (found[numbers == 0] == -32768).all()
    assert np.abs(found - exact)[numbers > 0].max() <= 0.5 + 1e-3
    fractions = prepared(landsat, tmp_path, reflectance_as=FLOATS, target="fractions.vrt")
    found = read(fractions.path, 4)
    assert found.dtype == np.float32 and np.isnan(found[numbers == 0]).all()
    assert np.abs(found - exact / 10_000)[numbers > 0].max() < 1e-6


def test_the_mask_is_what_the_bits_say(landsat, tmp_path):
    image = prepared(landsat, tmp_path)
    quality = read(landsat / f"{LANDSAT}_QA_PIXEL.TIF").astype(int)
    recorded = np.logical_and.reduce([
        read(landsat / f"{LANDSAT}_SR_B{number}.TIF") > 0 for number in range(2, 8)])
    clear = (quality & 0b11111 == 0) & recorded
    assert np.array_equal(read(image.mask_path) == 1, clear) and 0.5 < clear.mean() < 1
    assert image.clear == pytest.approx(clear.mean())
    for condition, bit in ((CONDITIONS.CLOUD, 3), (CONDITIONS.SHADOW, 4), (CONDITIONS.WATER, 7)):
        assert image.shares[condition] == pytest.approx((quality >> bit & 1)[recorded].sum()
                                                        / quality.size)
    only_clouds = prepared(landsat, tmp_path, left_out=(CONDITIONS.CLOUD,), target="c.vrt")
    assert np.array_equal(read(only_clouds.mask_path) == 1, (quality & 0b1001 == 0) & recorded)


def test_classes_at_20_m_count_for_the_pixels_of_10_m_in_them(products, tmp_path):
    image = prepared(products / "sentinel2" / SENTINEL_2, tmp_path)
    (layer,) = image_at(products / "sentinel2" / SENTINEL_2, tmp_path).quality.values()
    classes = np.kron(read(layer.path), np.ones((2, 2), int))
    usable = np.isin(classes, (4, 5, 6, 7, 11)) & (read(image.path) != -32768).all(axis=0)
    assert np.array_equal(read(image.mask_path) == 1, usable)


def test_the_1_km_state_counts_for_the_pixels_of_500_m_in_it(products, tmp_path):
    file = products / "modis" / "MOD09GA.A2023081.h28v06.061.2023083032101.hdf"
    image = prepared(file, tmp_path)
    (layer,) = image_at(file, tmp_path).quality.values()
    state = np.kron(read(layer.path).astype(int), np.ones((2, 2), int))
    cloudy = np.isin(state & 3, (1, 2)) | (state >> 2 & 1 == 1) | (state >> 13 & 1 == 1) \
        | np.isin(state >> 8 & 3, (2, 3)) | (state == 65535)
    usable = ~cloudy & (read(image.path) != -32768).all(axis=0)
    assert np.array_equal(read(image.mask_path) == 1, usable) and 0.1 < usable.mean() < 0.9


def test_what_grows_is_the_same_in_any_blocks(landsat, tmp_path, monkeypatch):
    whole = prepared(landsat, tmp_path, dilation=7)
    assert "beside cloud 1 % and 7 pixels around" in whole.notes[-1]
    quality = read(landsat / f"{LANDSAT}_QA_PIXEL.TIF").astype(int)
    grown = distance_transform_edt(quality & 0b11110 == 0) <= 7
    filled = (read(whole.path) == -32768).any(axis=0) | (quality & 1 == 1)
    assert np.array_equal(read(whole.mask_path) == 1, ~grown & ~filled)
    monkeypatch.setattr(clear_mask, "_SIDE", 32)
    blocks = prepared(landsat, tmp_path, dilation=7, target="blocks.vrt")
    assert np.array_equal(read(blocks.mask_path), read(whole.mask_path))
    assert blocks.shares == whole.shares and blocks.clear == whole.clear


def test_no_pixel_is_copied(landsat, tmp_path):
    image = prepared(landsat, tmp_path / "..", target=f"{tmp_path.name}/prepared.vrt")
    pixels = read(image.path)
    assert len((tmp_path / "prepared.vrt").read_bytes()) < 10_000 < pixels.nbytes
    assert len((tmp_path / "prepared_mask.tif").read_bytes()) < pixels[0].size / 8
    mask = gdal.Open(image.mask_path)
    assert mask.GetRasterBand(1).GetMetadataItem("NBITS", "IMAGE_STRUCTURE") == "1"
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "prepared.vrt", "prepared_mask.tif"]


def test_the_same_from_folder_and_archives_in_a_folder_that_moves(landsat, tmp_path):
    """Files on the same drive are named relatively: all of it may be moved together."""
    place = tmp_path / "pläce & <'x'>"
    shutil.copytree(landsat, place / LANDSAT)
    for ending, mode in ((".tar", "w"), (".tar.gz", "w:gz")):
        with tarfile.open(tmp_path / f"{LANDSAT}{ending}", mode) as tar:
            for file in sorted(landsat.iterdir()):
                tar.add(file, file.name)
    shutil.make_archive(str(tmp_path / LANDSAT), "zip", landsat)
    image = prepared(place / LANDSAT, tmp_path, target=f"{place.name}/folder.vrt")
    assert is_plain_image(image.path, image.path)  # so that it is looked at without being asked
    place.rename(tmp_path / "moved")
    folder = read(tmp_path / "moved" / "folder.vrt"), read(tmp_path / "moved" / "folder_mask.tif")
    for ending in (".tar", ".tar.gz", ".zip"):
        image = prepared(tmp_path / f"{LANDSAT}{ending}", tmp_path, target=f"x{ending}.vrt")
        assert np.array_equal(read(image.path), folder[0])
        assert np.array_equal(read(image.mask_path), folder[1])


def test_the_file_tells_what_it_is(landsat, tmp_path):
    image = prepared(landsat, tmp_path, bands=("nir", "red"))
    opened = gdal.Open(image.path)
    bands = [describe_band(opened.GetRasterBand(i + 1)) for i in range(opened.RasterCount)]
    assert [(band.name, band.wavelength, band.nodata) for band in bands] == [
        ("nir08", 865, -32768), ("red", 655, -32768)]
    items = opened.GetMetadata()
    assert date_of(items, "of 1999-01-01") == image.date == datetime.date(2023, 3, 6)
    assert items["STFUSION_PRODUCT"] == "landsat-8-9-c2-l2"
    assert items["STFUSION_ROLE"] == "fine" and items["STFUSION_PLATFORM"] == "Landsat 8"
    assert float(items["STFUSION_CLEAR"]) == pytest.approx(image.clear, abs=1e-4)
    assert items["STFUSION_MASK"] == "prepared_mask.tif"
    assert "reflectance = 0.0000275 DN - 0.2" in items["STFUSION_DECIDED"]


def test_an_area_is_cut_out_on_the_grid_of_the_image(landsat, tmp_path):
    whole = prepared(landsat, tmp_path, target="whole.vrt")
    left, top = 742995 + 30 * 20, 2527005 - 30 * 10
    area = Area((left + 1, top - 30 * 50 + 1, left + 30 * 40 - 1, top - 1))
    part = prepared(landsat, tmp_path, area=area)
    assert np.array_equal(read(part.path), read(whole.path)[:, 10:60, 20:60])
    assert np.array_equal(read(part.mask_path), read(whole.mask_path)[10:60, 20:60])
    corner = f"{left} {top}, {left} {top - 900}, {left + 900} {top}, {left} {top}"
    half = prepared(landsat, tmp_path, area=Area(polygons=f"POLYGON(({corner}))"), target="h.vrt")
    shown = read(half.mask_path)
    assert shown.shape == (30, 30) and not shown[16:, 16:].any() and shown[:10, :10].any()
    with pytest.raises(InputError, match=r"lies outside of LC08"):
        prepared(landsat, tmp_path, area=Area((0, 0, 30, 30)))


def test_an_area_may_begin_inside_of_a_pixel_of_20_m(products, tmp_path):
    whole = prepared(products / "sentinel2" / SENTINEL_2, tmp_path, target="whole.vrt")
    left, _, _, top, _, _ = gdal.Open(whole.path).GetGeoTransform()
    area = Area((left + 131, top - 1009, left + 689, top - 251))
    part = prepared(products / "sentinel2" / SENTINEL_2, tmp_path, area=area, dilation=2)
    grown = prepared(products / "sentinel2" / SENTINEL_2, tmp_path, dilation=2, target="g.vrt")
    assert np.array_equal(read(part.path), read(whole.path)[:, 25:101, 13:69])
    # Clouds beyond its edge are not seen.
    assert np.array_equal(read(part.mask_path)[2:-2, 2:-2], read(grown.mask_path)[27:99, 15:67])


def part_of(landsat, folder, name, **cut):
    """Make a tile of a part of an image, on another grid if wanted; return its folder."""
    target = folder / name
    target.mkdir(parents=True)
    for file in landsat.iterdir():
        new = str(target / file.name.replace(LANDSAT, name))
        if file.suffix != ".TIF":
            shutil.copy(file, new)
        elif "dstSRS" in cut:
            gdal.Warp(new, str(file), **cut)
        else:
            gdal.Translate(new, str(file), **cut)
    return target


def test_tiles_of_one_pass_become_one_image(landsat, tmp_path):
    north = part_of(landsat, tmp_path, LANDSAT.replace("044", "043"), srcWin=[0, 0, 120, 80])
    south = part_of(landsat, tmp_path, LANDSAT.replace("044", "045"), srcWin=[14, 60, 120, 74])
    whole = prepared(landsat, tmp_path, target="whole.vrt")
    both = prepared([south, north], tmp_path)
    pixels, mask = read(both.path), read(both.mask_path)
    covered = np.zeros(mask.shape, bool)
    covered[:80, :120] = covered[60:, 14:] = True
    assert np.array_equal(pixels, np.where(covered, read(whole.path), -32768))
    assert np.array_equal(mask, read(whole.mask_path) * covered)
    far = part_of(landsat, tmp_path, LANDSAT.replace("044", "046"),
                  outputBounds=[900_000, 2_000_000, 904_020, 2_004_020], dstSRS="EPSG:32649")
    with pytest.raises(InputError, match=r"lie far apart\. Name one of them, or give an extent"):
        prepared([south, far], tmp_path, target="far.vrt")
    area = Area((742995, 2527005 - 30 * 50, 742995 + 30 * 50, 2527005))
    assert np.array_equal(read(prepared([north, far], tmp_path, area=area, target="n.vrt").path),
                          read(whole.path)[:, :50, :50])
    between = Area((800_000, 2_100_000, 801_000, 2_101_000))
    with pytest.raises(InputError, match="lies between the tiles"):
        prepared([north, far], tmp_path, area=between, target="b.vrt")


def test_a_tile_of_the_next_zone_is_warped_onto_the_first(landsat, tmp_path):
    north = part_of(landsat, tmp_path, LANDSAT.replace("044", "043"), srcWin=[0, 0, 134, 80])
    south = part_of(landsat, tmp_path, LANDSAT.replace("044", "045"), dstSRS="EPSG:32650",
                    resampleAlg="near", xRes=30, yRes=30)
    whole = prepared(landsat, tmp_path, target="whole.vrt")
    both = prepared([north, south], tmp_path)
    assert {file.suffix for file in tmp_path.iterdir() if file.is_file()} == {".vrt", ".tif"}
    left, _, _, top, _, _ = gdal.Open(both.path).GetGeoTransform()
    row, column = round((top - 2527005) / 30), round((742995 - left) / 30)
    place = np.s_[row + 10:row + 124, column + 10:column + 124]
    pixels, mask = read(both.path)[(slice(None), *place)].astype(float), read(both.mask_path)[place]
    expected, shown = read(whole.path)[:, 10:124, 10:124], read(whole.mask_path)[10:124, 10:124]
    assert np.mean(mask == shown) > 0.97
    clear = (mask == 1) & (shown == 1)
    assert np.median(np.abs(pixels - expected)[:, clear]) < 60  # 30 m pixels moved by up to 15 m
    assert np.corrcoef(pixels[3][clear], expected[3][clear])[0, 1] > 0.95


def test_what_cannot_be_prepared_is_said(products, landsat, tmp_path):
    with pytest.raises(InputError, match=r"has no band rededge\. It has blue, green, red, nir08"):
        prepared(landsat, tmp_path, bands=("red", "rededge"))
    later = products / "landsat" / LANDSAT.replace("20230306_20230312", "20230322_20230328")
    with pytest.raises(InputError, match="no tiles of one pass"):
        prepared([landsat, later], tmp_path)
    with pytest.raises(InputError, match=r"end its name with \.vrt"):
        prepared(landsat, tmp_path, target="prepared.tif")
    copy = tmp_path / LANDSAT
    shutil.copytree(landsat, copy, copy_function=shutil.copyfile)
    file = copy / f"{LANDSAT}_SR_B4.TIF"
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(InputError, match=f"{LANDSAT}.*cannot be read.*download it again"):
        prepared(copy, tmp_path)
    assert not list(tmp_path.glob("*prepared*")) and not list(tmp_path.glob(".*prepared*"))


class _CancelledLater(Progress):
    def __init__(self):
        self.shown = 0

    def is_cancelled(self):
        return self.shown > 1

    def show(self, fraction, text):
        self.shown += 1


def test_a_cancelled_run_leaves_what_was_there(landsat, tmp_path, monkeypatch):
    before = prepared(landsat, tmp_path)
    state = {file: file.read_bytes() for file in tmp_path.glob("prepared*")}
    monkeypatch.setattr(clear_mask, "_SIDE", 32)
    with pytest.raises(Cancelled):
        prepared(landsat, tmp_path, _CancelledLater(), left_out=(), dilation=3)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == state
    assert read(before.path).any()

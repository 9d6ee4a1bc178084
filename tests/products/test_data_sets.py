"""Folders of public data sets, made as their loaders expect them: what is told of each image."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from osgeo import gdal, osr

from stfusion_qgis.benchmark.data_set import data_set_of
from stfusion_qgis.images.area import Area
from stfusion_qgis.products.cataloguing.folder_catalogue import catalogue_of_folder
from stfusion_qgis.products.cataloguing.prepared_catalogue import prepare_catalogue
from stfusion_qgis.products.georeferencing import nominal_places
from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.products.product import SensorRole
from stfusion_qgis.progress import Progress
from tests.products.decoding import decoded, images_of

ROWS, COLUMNS = 6, 8
SIX = ("blue", "green", "red", "nir08", "swir16", "swir22")

# As public code lists them: all of CIA's dates, in folders, Landsat's names and MODIS' names.
CIA = [
    ("2001_281_08oct", "L71093084_08420011007", "2001281"),
    ("2001_290_17oct", "L71093084_08420011016", "2001290"),
    ("2001_306_02nov", "L71093084_08420011101", "2001306"),
    ("2001_313_09nov", "L71093084_08420011108", "2001313"),
    ("2001_329_25nov", "L71093084_08420011124", "2001329"),
    ("2001_338_04dec", "L71093084_08420011203", "2001338"),
    ("2002_005_05jan", "L71093084_08420020104", "2002005"),
    ("2002_012_12jan", "L71093084_08420020111", "2002012"),
    ("2002_044_13feb", "L71093084_08420020212", "2002044"),
    ("2002_053_22feb", "L71093084_08420020221", "2002053"),
    ("2002_069_10mar", "L72093084_08420020309", "2002069"),
    ("2002_076_17mar", "L71093084_08420020316", "2002076"),
    ("2002_092_02apr", "L71093084_08420020401", "2002092"),
    ("2002_101_11apr", "L71093084_08420020410", "2002101"),
    ("2002_108_18apr", "L71093084_08420020417", "2002108"),
    ("2002_117_27apr", "L71093084_08420020426", "2002117"),
    ("2002_124_04may", "L71093084_08420020503", "2002124"),
]
LGC = [
    ("2004_107_Apr16", "20040416", "2004107"),
    ("2004_123_May02", "20040502", "2004123"),
    ("2004_187_Jul05", "20040705", "2004187"),
    ("2004_363_Dec28", "20041228", "2004363"),
    ("2005_013_Jan13", "20050113", "2005013"),
]


def numbers(bands, scale=1.0, first=300):
    """Return numbers that tell band, row and column apart."""
    return scale * (first + np.arange(bands * ROWS * COLUMNS).reshape(bands, ROWS, COLUMNS))


def write(path, values, data_type=gdal.GDT_Int16, place=False):
    path.parent.mkdir(parents=True, exist_ok=True)
    file = gdal.GetDriverByName("GTiff").Create(str(path), values.shape[2], values.shape[1],
                                                len(values), data_type)
    if place:
        system = osr.SpatialReference()
        system.ImportFromEPSG(32650)
        file.SetProjection(system.ExportToWkt())
        file.SetGeoTransform((400_000, 30, 0, 4_000_000, 0, -30))
    file.WriteArray(values)


def catalogued(folder, tmp_path):
    found = catalogue_of_folder(str(folder), Area(), str(tmp_path / "cache"), Progress())
    assert not found.unusable
    return found


@pytest.fixture
def small_raw_files(monkeypatch):
    """Make files without a header of a few pixels those of CIA and LGC."""
    real = nominal_places.RawForm.__init__

    def small(self, bands, rows, columns, by_line):
        real(self, bands, ROWS, COLUMNS, by_line)

    monkeypatch.setattr(nominal_places.RawForm, "__init__", small)


def raw(path, values, by_line):
    path.parent.mkdir(parents=True, exist_ok=True)
    (values.transpose(1, 0, 2) if by_line else values).astype("<i2").tofile(path)


def write_cia(folder, raw_files):
    for day, landsat, modis in CIA:
        fine = folder / "CIA" / "Landsat" / day / f"{landsat}_HRF_modtran_surf_ref_agd66"
        coarse = folder / "CIA" / "MODIS" / day / f"MOD09GA_A{modis}.sur_refl"
        if raw_files:
            raw(fine.with_name(fine.name + ".bil"), numbers(6), True)
            raw(coarse.with_name(coarse.name + ".int"), numbers(6), False)
        else:
            write(fine.with_name(fine.name + ".tif"), numbers(6))
            write(coarse.with_name(coarse.name + ".tif"), numbers(6))


@pytest.mark.usefixtures("small_raw_files")
@pytest.mark.parametrize("raw_files", [True, False])
def test_cia(tmp_path, raw_files):
    """Landsat's name tells the day in Greenwich: all pairs are of one day at the place."""
    write_cia(tmp_path, raw_files)
    found = catalogued(tmp_path, tmp_path)
    days = [datetime.datetime.strptime(day[:8], "%Y_%j").date() for day, *_ in CIA]
    for role, product in ((SensorRole.FINE, "cia-landsat"), (SensorRole.COARSE, "cia-modis")):
        items = found.of_role(role)
        assert [item.date for item in items] == days and {item.product for item in items} == {
            product}
    assert len({item.grid.lattice for item in found.items}) == 1
    west, south, east, north = found.items[0].footprint.bbox
    assert 145 < west < east < 147 and -36 < south < north < -34


@pytest.mark.usefixtures("small_raw_files")
def test_numbers_without_a_header_become_reflectance(tmp_path):
    """Rows of all bands (BIL) and whole bands (BSQ) give the same; negative is no number."""
    values = numbers(6)
    values[:, 2, 3] = -999
    raw(tmp_path / "a" / "L71093084_08420011007_HRF_modtran_surf_ref_agd66.bil", values, True)
    raw(tmp_path / "a" / "MOD09GA_A2001281.sur_refl.int", values, False)
    for image in images_of(tmp_path / "a", tmp_path / "cache"):
        assert image.bands == SIX and "no header" in image.notes[0]
        assert "Coleambally" in image.notes[1]
        for k, (found, _) in enumerate(decoded(image, tmp_path / "cache").values()):
            assert np.isnan(found[2, 3])
            known = values[k] > 0
            np.testing.assert_allclose(found[known], values[k][known] / 10000, atol=1e-7)


@pytest.mark.usefixtures("small_raw_files")
def test_a_header_counts(tmp_path):
    """An ENVI header that has the georeference: then nothing is put anywhere."""
    path = tmp_path / "a" / "20040416_TM.int"
    raw(path, numbers(6), False)
    path.with_name("20040416_TM.int.hdr").write_text(
        f"ENVI\nsamples = {COLUMNS}\nlines = {ROWS}\nbands = 6\ndata type = 2\ninterleave = bsq\n"
        "byte order = 0\nmap info = {UTM, 1, 1, 700000, 6700000, 25, 25, 55, South, WGS-84}\n")
    image, = images_of(tmp_path / "a", tmp_path / "cache")
    assert not image.notes and image.date == datetime.date(2004, 4, 16)
    values, grid = decoded(image, tmp_path / "cache", ["nir08"])["nir08"]
    assert grid.GetGeoTransform()[:2] == (700000, 25)
    np.testing.assert_allclose(values, numbers(6)[3] / 10000, atol=1e-7)


@pytest.mark.usefixtures("small_raw_files")
def test_lgc_becomes_pairs_with_their_ratio(tmp_path):
    """In folders of pairs, as some loaders want it: an image that is there twice counts once."""
    for (_, fine, coarse), (_, other_fine, other_coarse) in zip(LGC, LGC[1:]):
        folder = tmp_path / "LGC" / "train" / f"{coarse[:4]}_{coarse[4:]}-{other_coarse}"
        for name in (f"{fine}_TM.tif", f"{other_fine}_TM.tif",
                     f"MOD09GA_A{coarse}.sur_refl.tif", f"MOD09GA_A{other_coarse}.sur_refl.tif"):
            write(folder / name, numbers(6))
    found = data_set_of(str(tmp_path / "LGC"), str(tmp_path / "prepared"), str(tmp_path / "cache"),
                        Progress())
    assert [str(source.date) for source in found.fine] == [
        f"{day[:4]}-{day[4:6]}-{day[6:]}" for _, day, _ in LGC]
    assert [source.date for source in found.coarse] == [source.date for source in found.fine]
    assert found.ratio == 20  # 500 m on pixels of 25 m


def test_a_catalogue_of_prepared_images_is_a_data_set(tmp_path):
    """That which 'Prepare images' writes."""
    for name in ("G_20180109", "G_20210118", "L_20180109", "L_20210118"):
        write(tmp_path / "Wuhan" / f"{name}.tif", numbers(4))
    found = catalogued(tmp_path / "Wuhan", tmp_path)
    prepared, _ = prepare_catalogue(found, str(tmp_path / "prepared"), PreparingOptions(),
                                    str(tmp_path / "cache"), Progress())
    path = str(tmp_path / "prepared" / "catalogue.geojson")
    prepared.write(path)
    data = data_set_of(path, "", "", Progress())
    assert [source.name for source in data.coarse] == ["L_20180109", "L_20210118"]
    assert data.ratio == 3.75


@pytest.mark.parametrize("letters", [("L_", "M_"), ("L-", "M-")])
@pytest.mark.parametrize(("place", "longitude"), [("AHB", 119), ("Daxing_Test", 116),
                                                  ("Tianjin", 117)])
def test_ahb_daxing_tianjin(tmp_path, letters, place, longitude):
    """Months and days of one digit; bytes are reflectance x 255."""
    for letter, kind in zip(letters, ("Landsat", "MODIS")):
        for day in ("2015-1-12", "2015-11-2"):
            write(tmp_path / place / kind / f"{letter}{day}.tif", numbers(6, 0.5, 10),
                  gdal.GDT_Byte)
    found = catalogued(tmp_path / place, tmp_path)
    assert [(item.date.isoformat(), item.role.value) for item in found.items] == [
        ("2015-01-12", "fine"), ("2015-01-12", "coarse"), ("2015-11-02", "fine"),
        ("2015-11-02", "coarse")]
    assert round(found.items[0].footprint.bbox[0]) == longitude
    image = found.items[0].image
    values, _ = decoded(image, tmp_path / "cache", ["red"])["red"]
    np.testing.assert_allclose(values, numbers(6, 0.5, 10)[2] / 255, atol=0.51 / 255)
    assert any("reflectance x 255" in note for note in image.notes)
    assert any("MOD02HKM" in note for note in found.items[1].image.notes)


@pytest.mark.parametrize(("values", "data_type", "said"), [
    (numbers(6), gdal.GDT_Int16, "reflectance x 10000"),
    (numbers(6, 1e-4), gdal.GDT_Float32, "reflectance as it is"),
    (numbers(6, 0.1), gdal.GDT_Float32, "reflectance x 255")])
def test_numbers_of_those_who_converted_it(tmp_path, values, data_type, said):
    write(tmp_path / "AHB" / "L_2015-6-21.tif", values, data_type, place=True)
    image, = images_of(tmp_path / "AHB", tmp_path / "cache")
    assert said in image.notes[0] and len(image.notes) == 1
    _, grid = decoded(image, tmp_path / "cache", ["red"])["red"]
    assert grid.GetGeoTransform()[0] == 400_000  # where it lies already


def test_wuhan(tmp_path):
    """What is called Landsat there is the folder of the fine images, which are Gaofen's."""
    for day in ("20180109", "20210118"):
        write(tmp_path / "Wuhan" / "Landsat" / f"G_{day}.tif", numbers(4))
        write(tmp_path / "Wuhan" / "MODIS" / f"L_{day}.tif", numbers(4))
    found = data_set_of(str(tmp_path / "Wuhan"), str(tmp_path / "prepared"),
                        str(tmp_path / "cache"), Progress())
    assert [source.name[:2] for source in (*found.fine, *found.coarse)] == ["G_"] * 2 + ["L_"] * 2
    assert found.ratio == 3.75


def test_starfm_scenes(tmp_path):
    """The month comes first."""
    for day in ("05-24-01", "07-11-01", "08-12-01"):
        write(tmp_path / "a" / f"L7SR.{day}.r-g-nir.tif", numbers(3))
        write(tmp_path / "a" / f"MOD09GHK.{day}.r-g-nir.tif", numbers(3))
    found = catalogued(tmp_path / "a", tmp_path)
    assert [str(item.date) for item in found.of_role(SensorRole.COARSE)] == [
        "2001-05-24", "2001-07-11", "2001-08-12"]
    assert found.items[0].bands == ("red", "green", "nir08")


def test_shenzhen_as_published(shared_data, tmp_path):
    found = data_set_of(str(shared_data / "shenzhen"), str(tmp_path / "prepared"),
                        str(tmp_path / "cache"), Progress())
    assert [str(source.date) for source in found.fine] == ["2000-11-01", "2002-11-07"]
    assert found.ratio == pytest.approx(8.33) and all(
        source.path.endswith(".vrt") for source in (*found.fine, *found.coarse))
    values = gdal.Open(found.fine[0].path).ReadAsArray()
    real = gdal.Open(str(shared_data / "shenzhen" / "L72000306_SZ_B432_30m.tif")).ReadAsArray()
    np.testing.assert_array_equal(values[:, real[0] != 32767], real[:, real[0] != 32767])


def test_others_may_use_such_names_for_other_images(tmp_path):
    """They are told, and a benchmark takes them as plain rasters."""
    for day, values in (("20180109", numbers(2)), ("20180209", numbers(2))):
        write(tmp_path / "a" / f"G_{day}.tif", values, place=True)
        write(tmp_path / "a" / "coarse" / f"L_{day}.tif", values, place=True)
    found = catalogue_of_folder(str(tmp_path / "a"), Area(), str(tmp_path / "cache"), Progress())
    assert not found.items and len(found.unusable) == 4
    assert "has 2 bands and not 4" in found.unusable[0].reason
    data = data_set_of(str(tmp_path / "a"), str(tmp_path / "p"), str(tmp_path / "cache"),
                       Progress())
    assert [source.name for source in data.fine] == ["G_20180109.tif", "G_20180209.tif"]

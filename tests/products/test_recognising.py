"""Downloads are told from their names, wherever they lie."""

from __future__ import annotations

import datetime
import shutil
import tarfile

import pytest

from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.products.preparing import prepare
from stfusion_qgis.products.recognising import described, recognise
from stfusion_qgis.progress import Progress

LANDSAT = "LC08_L2SP_122044_20230306_20230312_02_T1"


@pytest.fixture
def landsat(shared_data):
    return shared_data / "products" / "landsat" / LANDSAT


def images_in(place, tmp_path):
    return described(recognise(str(place), str(tmp_path / "cache")))


def layers(image):
    return [(layer.name, layer.path.rsplit("/", 1)[-1], layer.gain, layer.offset)
            for layer in image.layers]


def test_the_same_from_folder_loose_files_and_archives(landsat, tmp_path):
    found = [landsat]
    loose = tmp_path / "loose" / "deeper"
    shutil.copytree(landsat, loose)
    found.append(tmp_path / "loose")
    for ending, mode in ((".tar", "w"), (".tar.gz", "w:gz")):
        archive = tmp_path / f"archive{ending}" / f"{LANDSAT}{ending}"
        archive.parent.mkdir()
        with tarfile.open(archive, mode) as tar:
            for file in sorted(landsat.iterdir()):
                tar.add(file, file.name)
        found += [archive, archive.parent]
    shutil.make_archive(str(tmp_path / "renamed"), "zip", landsat)
    found.append(tmp_path / "renamed.zip")
    described_layers = []
    for place in found:
        (image,), unusable = images_in(place, tmp_path)
        assert not unusable
        assert (image.name, image.date, image.platform, image.tile) == (
            LANDSAT, datetime.date(2023, 3, 6), "Landsat 8", "122044")
        described_layers.append(layers(image))
    assert all(each == described_layers[0] for each in described_layers)


def test_foreign_compressed_archives_are_not_unpacked(landsat, tmp_path):
    """Only the one that the user names, and those whose names are of a product."""
    archive = tmp_path / "data" / "backup.tar.gz"
    archive.parent.mkdir()
    with tarfile.open(archive, "w:gz") as tar:
        for file in landsat.iterdir():
            tar.add(file, file.name)
    assert images_in(archive.parent, tmp_path) == ([], [])
    assert not (tmp_path / "cache").exists()
    (image,), _ = images_in(archive, tmp_path)
    assert image.name == LANDSAT


def test_a_missing_band_is_named_and_harms_nothing_else(landsat, tmp_path):
    shutil.copytree(landsat, tmp_path / "data" / LANDSAT)
    later = LANDSAT.replace("20230306", "20230407")
    shutil.copytree(landsat, tmp_path / "data" / later)
    for file in (tmp_path / "data" / later).iterdir():
        file.rename(file.with_name(file.name.replace(LANDSAT, later)))
    (tmp_path / "data" / LANDSAT / f"{LANDSAT}_SR_B4.TIF").unlink()
    (image,), (problem,) = images_in(tmp_path / "data", tmp_path)
    assert image.name == later
    assert "SR_B4.tif is missing" in problem.reason and LANDSAT in problem.reason


def test_level_1_a_broken_archive_and_an_unknown_image_are_listed(tmp_path):
    level1 = tmp_path / "data" / "LC08_L1TP_122044_20230306_20230312_02_T1"
    level1.mkdir(parents=True)
    (level1 / f"{level1.name}_B4.TIF").write_bytes(b"")
    (tmp_path / "data" / f"{LANDSAT}.tar").write_bytes(b"no archive at all")
    (tmp_path / "data" / "holiday.tif").write_bytes(b"")
    images, unusable = images_in(tmp_path / "data", tmp_path)
    assert not images
    reasons = {problem.path.rsplit("/", 1)[-1]: problem.reason for problem in unusable}
    assert "Level 1" in reasons[level1.name]
    assert "cannot be read" in reasons[f"{LANDSAT}.tar"]
    assert "No known product" in reasons["holiday.tif"]


@pytest.mark.parametrize(("name", "baseline", "offset"), [
    ("S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112.SAFE", "05.09", -0.1),
    ("S2A_MSIL2A_20210309T025531_N0301_R032_T49QGF_20210309T073112.SAFE.zip", "03.01", 0)])
def test_the_offset_of_sentinel_2_goes_by_its_baseline(shared_data, tmp_path, name, baseline,
                                                       offset):
    (image,), unusable = images_in(shared_data / "products" / "sentinel2" / name, tmp_path)
    assert not unusable and image.baseline == baseline
    assert [(layer.gain, layer.offset) for layer in image.layers] == [(1e-4, offset)] * 6


def test_an_archive_cannot_write_elsewhere(tmp_path):
    archive = tmp_path / f"{LANDSAT}.tar.gz"
    (tmp_path / "evil").write_bytes(b"x")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "evil", "../../outside")
    images, (problem,) = images_in(archive, tmp_path)
    assert not images and "cannot be read" in problem.reason
    assert not (tmp_path / "outside").exists() and not (tmp_path / "cache" / "outside").exists()


def test_a_renamed_file_of_nasa_is_known_by_the_name_it_gives_itself(shared_data, tmp_path):
    folder = shared_data / "products"
    shutil.copy(folder / "modis" / "MOD09GA.A2023081.h28v06.061.2023083032101.hdf",
                tmp_path / "terra in march.hdf")
    shutil.copy(folder / "viirs" / "VNP09GA.A2023081.h28v06.001.2023082083025.h5",
                tmp_path / "viirs.h5")
    shutil.copy(folder / "modis" / "test_modis.hdf", tmp_path)
    images, (problem,) = images_in(tmp_path, tmp_path)
    assert [(image.product.id, image.date, image.tile) for image in images] == [
        (id_, datetime.date(2023, 3, 22), "h28v06") for id_ in ("mod09ga", "vnp09ga")]
    assert problem.path == str(tmp_path / "test_modis.hdf")
    assert "MCD15A2.A2002185" in problem.reason and "leaf area index" in problem.reason


def test_what_is_refused_is_named_by_the_folder_archive_or_file_on_disk(tmp_path):
    level1 = "LC08_L1TP_122044_20230306_20230312_02_T1"
    (tmp_path / "deeper" / level1 / "inside").mkdir(parents=True)
    (tmp_path / "deeper" / level1 / "inside" / "B4.TIF").write_bytes(b"")
    shutil.make_archive(str(tmp_path / level1), "tar", tmp_path / "deeper" / level1)
    (tmp_path / "MCD12Q1.A2021001.h28v06.061.2022146061244.hdf").write_bytes(b"")
    _, unusable = images_in(tmp_path, tmp_path)
    assert sorted(problem.path for problem in unusable) == sorted(map(str, (
        tmp_path / "deeper" / level1, tmp_path / f"{level1}.tar",
        tmp_path / "MCD12Q1.A2021001.h28v06.061.2022146061244.hdf")))


def test_prepared_images_among_the_downloads_are_no_downloads(landsat, shared_data, tmp_path):
    shutil.copytree(landsat, tmp_path / LANDSAT)
    shutil.copy(shared_data / "products" / "earthengine" / "LC08_122044_20230306.tif", tmp_path)
    images, _ = images_in(tmp_path, tmp_path / "cache")
    for image in images:
        prepare([image], str(tmp_path / f"{image.name}.vrt"), PreparingOptions(), str(tmp_path),
                Progress())
    again, unusable = images_in(tmp_path, tmp_path / "cache")
    assert not unusable
    assert [layers(image) for image in again] == [layers(image) for image in images]


def test_bands_of_hls_that_nobody_downloaded_are_named(shared_data, tmp_path):
    name = "HLS.L30.T49QGF.2023065T025531.v2.0"
    for band in ("B05", "Fmask"):
        shutil.copy(shared_data / "products" / "hls" / name / f"{name}.{band}.tif", tmp_path)
    (image,), unusable = images_in(tmp_path, tmp_path)
    assert not unusable and image.bands == ("nir08",) and image.cloud_share == 0.08
    assert image.notes == ("It does not have blue, green, red, swir16, swir22.",)
    (tmp_path / f"{name}.Fmask.tif").unlink()
    _, (problem,) = images_in(tmp_path, tmp_path)
    assert "Fmask.tif is missing" in problem.reason

"""The measured quality of a raster: what it is compared with, and what is kept of it."""

import json
import os
import shutil

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.provenance import provenance_of
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.counterparts import Counterparts
from stfusion_qgis.quality.raster_quality import (
    check_counterparts,
    measure_raster,
    write_record_report,
)
from stfusion_qgis.quality.record import Record, found_beside, save_beside, sidecar_path
from tests.scene_files import block_mean, make_images, write_tif


@pytest.fixture(scope="module")
def fused(tmp_path_factory):
    """Return a folder with the inputs of a fusion and its prediction, predicted.tif."""
    folder = tmp_path_factory.mktemp("fused")
    images = make_images(rows=48, columns=56, ratio=8)
    scene = images.open(folder)
    method = all_methods()["temporaldifference"]
    engine.run(method, scene, method.Parameters(), [str(folder / "predicted.tif")])
    write_tif(folder / "true.tif", images.truth)
    return folder


@pytest.fixture
def folder(fused, tmp_path):
    """Return a copy of the folder, whose prediction remembers where the inputs were before."""
    return shutil.copytree(fused, tmp_path / "copy")


def made_of(folder):
    path = str(folder / "predicted.tif")
    return Source(path), Counterparts.of(provenance_of(path), path)


def test_a_prediction_knows_what_to_compare_with(fused):
    source, counterparts = made_of(fused)
    assessment = measure_raster(source, counterparts).assessment
    assert assessment.ratio == 8 and assessment.cells > 0
    assert "RMSE" not in assessment.values
    # The prediction keeps the coarse change: averaged, it is nearly the coarse image.
    assert assessment.values["COARSE_CORRELATION"].overall > 0.95
    assert assessment.values["DETAIL"].overall > 0


def test_reference_and_report(fused, tmp_path):
    source, counterparts = made_of(fused)
    against = Counterparts(**{**vars(counterparts), "reference": str(fused / "true.tif")})
    record = measure_raster(source, against)
    assert {"RMSE", "SSIM", "SAM", "ERGAS", "COARSE_RMSE", "DETAIL"} <= set(
        record.assessment.values)
    write_record_report(str(tmp_path / "report.html"), source, record)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "predicted.tif" in text and "temporaldifference" in text and "true.tif" in text


def test_shifted_coarse_images_are_compared_where_they_belong(tmp_path):
    """A prediction from images that were moved back agrees with them only when they are moved."""
    rng = np.random.default_rng(1)
    fine = rng.normal(1000, 200, (1, 80, 96)).repeat(2, 1)[:, :80].cumsum(2) / 20
    moved = np.roll(fine, (3, 2), axis=(1, 2))
    prediction = write_tif(tmp_path / "p.tif", fine.astype(np.float32))
    coarse = write_tif(tmp_path / "c.tif", block_mean(moved, 8).astype(np.float32), pixel=240.0)
    errors = [measure_raster(Source(prediction), Counterparts(coarse=coarse, ratio=8, shift=shift))
              .assessment.values["COARSE_RMSE"].overall for shift in ((0, 0), (3, 2))]
    assert errors[1] < errors[0] / 3


def test_coarse_image_in_other_units(tmp_path):
    fine = np.random.default_rng(1).uniform(500, 3000, (2, 64, 64))
    prediction = write_tif(tmp_path / "p.tif", fine.astype(np.float32))
    coarse = write_tif(tmp_path / "c.tif", (block_mean(fine, 8) / 1e4).astype(np.float32),
                       pixel=240.0)
    with pytest.raises(InputError, match="other units"):
        measure_raster(Source(prediction), Counterparts(coarse=coarse))
    record = measure_raster(Source(prediction), Counterparts(coarse=coarse, scale_coarse=True))
    assert record.assessment.values["COARSE_RMSE"].overall < 0.01


def test_scale_and_offset_of_files(tmp_path):
    """Physical values are compared: Landsat's numbers with those of MODIS and with reflectance."""
    fine = np.random.default_rng(1).uniform(0.05, 0.3, (2, 64, 64))
    numbers = np.rint((fine + 0.2) / 2.75e-5).astype(np.uint16)
    prediction = write_tif(tmp_path / "p.tif", numbers, scale=2.75e-5, offset=-0.2)
    against = Counterparts(
        reference=write_tif(tmp_path / "r.tif", (fine + 0.01).astype(np.float32)),
        coarse=write_tif(tmp_path / "c.tif", np.rint(block_mean(fine, 8) * 1e4).astype(np.int16),
                         pixel=240.0, scale=1e-4),
        fine_1=write_tif(tmp_path / "f.tif", np.rint(fine * 1e4).astype(np.int16), scale=1e-4))
    values = measure_raster(Source(prediction), against).assessment.values
    assert values["RMSE"].overall == pytest.approx(0.01, abs=1e-5)
    assert values["COARSE_RMSE"].overall < 1e-4
    assert values["DETAIL"].overall == pytest.approx(1, abs=0.01)


def test_reference_in_other_units(tmp_path):
    """No tag tells its units: it is not measured, and the message names them."""
    fine = np.random.default_rng(1).uniform(500, 3000, (2, 64, 64))
    prediction = write_tif(tmp_path / "p.tif", fine.astype(np.float32))
    for numbers, words in (((fine / 1e4 + 0.2) / 2.75e-5, "Landsat Collection 2"),
                           (fine + 1000, "Sentinel-2"), (fine / 1e4, "0.0001 times")):
        reference = write_tif(tmp_path / "r.tif", numbers.astype(np.float32))
        with pytest.raises(InputError, match=words):
            measure_raster(Source(prediction), Counterparts(reference=reference))


def test_listed_bands(tmp_path):
    """A prediction of some bands is compared with these bands of the images it was made from."""
    fine = np.random.default_rng(1).uniform(500, 3000, (4, 64, 64)).astype(np.float32)
    prediction = write_tif(tmp_path / "p.tif", fine[[3, 1]])
    against = Counterparts(
        reference=write_tif(tmp_path / "r.tif", fine), fine_bands="4,2", coarse_bands="1,3",
        coarse=write_tif(tmp_path / "c.tif", block_mean(fine[[3, 0, 1]], 8).astype(np.float32),
                         pixel=240.0))
    values = measure_raster(Source(prediction), against).assessment.values
    assert values["RMSE"].overall == 0 and values["COARSE_RMSE"].overall < 0.01


def test_inputs_that_moved_along_are_found_beside_the_prediction(folder, fused):
    os.rename(fused, f"{fused}.away")
    try:
        _, counterparts = made_of(folder)
    finally:
        os.rename(f"{fused}.away", fused)
    assert os.path.dirname(counterparts.coarse) == os.path.dirname(counterparts.fine_1) \
        == str(folder)


def test_what_has_gone_is_left_out_or_named(tmp_path, folder):
    source, counterparts = made_of(folder)
    gone = Counterparts(coarse="/nowhere/c.tif", fine_1=counterparts.fine_1)
    assert "COARSE_RMSE" not in measure_raster(source, gone).assessment.values
    with pytest.raises(InputError, match=r"/nowhere/c\.tif is not there any more"):
        measure_raster(source, Counterparts(coarse="/nowhere/c.tif"))
    with pytest.raises(InputError, match=r"reference /nowhere/r\.tif is not there"):
        measure_raster(source, Counterparts(reference="/nowhere/r.tif", fine_1=counterparts.fine_1))
    with pytest.raises(InputError, match="Choose an image"):
        measure_raster(source, Counterparts())


def test_a_reference_counts_though_the_coarse_image_does_not_fit(folder):
    source, _ = made_of(folder)
    true = str(folder / "true.tif")
    resampled = write_tif(folder / "resampled.tif", np.ones((2, 48, 56), np.float32))
    warnings = check_counterparts(source, Counterparts(reference=true, coarse=resampled))
    assert len(warnings) == 1 and "reference only" in warnings[0] and "ratio" in warnings[0]


def test_dates_that_differ_are_a_warning(tmp_path):
    values = np.random.default_rng(1).uniform(500, 3000, (1, 40, 40)).astype(np.float32)
    a = write_tif(tmp_path / "a_2020-01-01.tif", values)
    b = write_tif(tmp_path / "b_2020-01-03.tif", values)
    assert "2020-01-03" in check_counterparts(Source(a), Counterparts(reference=b))[0]


def test_cancelled(fused):
    with pytest.raises(Cancelled):
        measure_raster(*made_of(fused), progress=Progress().until(lambda: True))


# What is kept


def test_record_survives_beside_the_file(folder):
    source, counterparts = made_of(folder)
    record = measure_raster(source, counterparts)
    content = (folder / "predicted.tif").read_bytes()
    assert save_beside(source.path, record)
    assert found_beside(source.path) == record
    assert (folder / "predicted.tif").read_bytes() == content
    assert sorted(p.name for p in folder.iterdir() if "stfusion" in p.name) == [
        "predicted.tif.stfusion.json"]


def test_record_moves_with_its_files(folder, tmp_path):
    """In a copy of the folder the copies count, and they fit though their times have changed."""
    source, _ = made_of(folder)
    against = Counterparts(reference=str(folder / "true.tif"))
    save_beside(source.path, measure_raster(source, against))
    moved = shutil.copytree(folder, tmp_path / "moved", copy_function=shutil.copyfile)
    record = found_beside(str(moved / "predicted.tif"))
    assert record.counterparts.reference == str(moved / "true.tif")
    assert record.changed(str(moved / "predicted.tif")) == []


def test_changes_are_noticed(folder):
    source, _ = made_of(folder)
    record = measure_raster(source, Counterparts(reference=str(folder / "true.tif")))
    assert record.changed(source.path) == []
    write_tif(folder / "true.tif", np.ones((2, 48, 56), np.float32))
    assert record.changed(source.path) == ["reference"]
    (folder / "predicted.tif").unlink()
    assert record.changed(source.path) == ["raster", "reference"]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '{"version": 99}',
                                  '{"version": 1, "counterparts": 4}', "\udcff"])
def test_a_file_that_somebody_has_edited_is_none(tmp_path, text):
    path = str(tmp_path / "a.tif")
    with open(sidecar_path(path), "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
    assert found_beside(path) is None


def test_only_the_choice_is_known(tmp_path):
    path = str(tmp_path / "a.tif")
    record = Record(Counterparts(reference="/r.tif"))
    assert Record.from_json(record.to_json(path), path) == record
    assert json.loads(record.to_json(path))["assessment"] is None


def test_a_folder_that_cannot_be_written_to(tmp_path):
    assert not save_beside(str(tmp_path / "nowhere" / "a.tif"), Record(Counterparts()))

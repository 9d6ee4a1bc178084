"""What is set in layers counts in the toolbox; texts that only GDAL opens are taken, too."""

import os
import tarfile
import zipfile

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
)

from stfusion_qgis.processing.layer_sources import source_of
from stfusion_qgis.processing.style import PredictionStyle
from tests.scene_files import read_tif, write_tif


@pytest.fixture
def predicted(run, one_pair):
    """Return a function that runs a method with changed inputs, and returns the prediction."""
    def predicted(method="temporaldifference", **changes):
        return read_tif(run(method, {**one_pair, **changes})["OUTPUT"])
    return predicted


@pytest.fixture
def layer():
    """Return a function that makes a layer of the project."""
    def layer(source, name="layer"):
        made = QgsRasterLayer(str(source), name)
        assert made.isValid()
        QgsProject.instance().addMapLayer(made)
        return made
    return layer


def test_crs(predicted, layer, images, tmp_path):
    expected = predicted()
    path = write_tif(tmp_path / "c.tif", images.coarse[0], 240, nodata=-9999, epsg=None)
    made = layer(path)
    assert source_of(made).crs is None or not made.dataProvider().crs().isValid()
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    np.testing.assert_array_equal(predicted(COARSE_1=made), expected)


def test_crs_of_the_layer_counts_more_than_that_of_the_file(predicted, layer, images, tmp_path):
    expected = predicted()
    made = layer(write_tif(tmp_path / "c.tif", images.coarse[0], 240, nodata=-9999, epsg=32650))
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    np.testing.assert_array_equal(predicted(COARSE_1=made), expected)


@pytest.mark.parametrize("role, pixel", [("FINE_1", 30), ("COARSE_1", 240)])
def test_nodata(predicted, layer, images, tmp_path, role, pixel):
    """As with a tag; and not at all with a tag that is switched off."""
    values = (images.fine if role == "FINE_1" else images.coarse)[0].copy()
    values[:, 1:3, 2:4] = 0
    paths = [write_tif(tmp_path / f"{name}.tif", values, pixel, nodata=tag)
             for name, tag in (("none", None), ("zero", 0))]
    expected = predicted(**{role: paths[1]})
    made = layer(paths[0])
    unset = predicted(**{role: made})
    for band in (1, 2, 3):
        made.dataProvider().setUserNoDataValue(band, [QgsRasterRange(0, 0)])
    np.testing.assert_array_equal(predicted(**{role: made}), expected)
    off = layer(paths[1])
    for band in (1, 2, 3):
        off.dataProvider().setUseSourceNoDataValue(band, False)
    valid = predicted(**{role: off})
    np.testing.assert_array_equal(np.nan_to_num(valid), np.nan_to_num(unset))
    assert not np.array_equal(unset, expected)


@pytest.mark.parametrize("bounds, ends", [
    (QgsRasterRange.BoundsType.IncludeMinAndMax, (2.0, 5.0)),
    (QgsRasterRange.BoundsType.IncludeMin, (2.0, np.nextafter(5.0, 0))),
    (QgsRasterRange.BoundsType.IncludeMax, (np.nextafter(2.0, 9), 5.0)),
    (QgsRasterRange.BoundsType.Exclusive, (np.nextafter(2.0, 9), np.nextafter(5.0, 0)))])
def test_ends_of_ranges(layer, one_pair, bounds, ends):
    made = layer(one_pair["FINE_1"])
    made.dataProvider().setUserNoDataValue(2, [QgsRasterRange(2, 5, bounds)])
    settings = source_of(made).nodata
    assert [setting.ranges for setting in settings] == [(), (ends,), ()]


def test_nothing_is_set(layer, one_pair):
    assert source_of(layer(one_pair["FINE_1"])).is_path_only


def test_nodata_of_a_mask(predicted, layer, tmp_path):
    mask = np.ones((1, 48, 56), np.uint8)
    mask[0, :5, :7] = 9
    made = layer(write_tif(tmp_path / "m.tif", mask))
    made.dataProvider().setUserNoDataValue(1, [QgsRasterRange(9, 9)])
    mask[mask == 9] = 0
    expected = predicted(MASK_FINE_1=write_tif(tmp_path / "zero.tif", mask))
    np.testing.assert_array_equal(predicted(MASK_FINE_1=made), expected)


def test_mask_rule(run, predicted, one_pair, images, tmp_path):
    """A quality layer is a mask with a rule; without one, there is a warning that names it."""
    quality = np.zeros((1, 48, 56), np.uint8)
    quality[0, 10:30, 10:30], quality[0, 30:35, 10:30] = 4, 2
    clear = write_tif(tmp_path / "clear.tif", (quality == 0).astype(np.uint8))
    fmask = write_tif(tmp_path / "Fmask.tif", quality, nodata=255)
    expected = predicted(MASK_FINE_1=clear)
    assert not run.feedback.warnings
    for rule in ("values 0,1,3", "not values 2,4", "Fmask"):
        np.testing.assert_array_equal(
            predicted(MASK_FINE_1=fmask, FINE_MASK_RULE=rule), expected)
        assert not run.feedback.warnings
    predicted(MASK_FINE_1=fmask)
    assert any("Fmask" in text and "values 0,1,3" in text for text in run.feedback.warnings)
    predicted(FINE_MASK_RULE="values 0,1,3")
    assert any("no effect" in text for text in run.feedback.warnings)


def test_wrong_mask_rule(error_of, one_pair):
    assert "no rule for a mask" in error_of("temporaldifference",
                                            {**one_pair, "COARSE_MASK_RULE": "clouds"})


def test_mask_rule_of_quality(run, error_of, files, tmp_path):
    quality = np.full((1, 48, 56), 4, np.uint8)
    quality[0, :20] = 9
    given = {"PREDICTION": files["FINE_1"], "REFERENCE": files["TRUTH"]}
    masks = [write_tif(tmp_path / f"{name}.tif", values)
             for name, values in (("SCL", quality), ("m", (quality == 4).astype(np.uint8)))]
    results = [run("imagequality", {**given, "MASK": masks[0], "MASK_RULE": "SCL"}),
               run("imagequality", {**given, "MASK": masks[1]}),
               run("imagequality", {**given, "MASK": masks[0]})]
    assert results[0]["RMSE"] == results[1]["RMSE"] != results[2]["RMSE"]
    assert "no rule" in error_of("imagequality", {**given, "MASK_RULE": "x"})


@pytest.fixture
def texts(one_pair, files, tmp_path, images):
    """Return texts of the coarse image of pair 1 that GDAL opens."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(one_pair["COARSE_1"], "june/coarse_2020-03-01.tif")
    return {"zip": str(tmp_path / "a.zip"),
            "vsizip": f"/vsizip/{tmp_path / 'a.zip'}/june/coarse_2020-03-01.tif",
            "subdataset": f"GTIFF_DIR:1:{one_pair['COARSE_1']}"}


@pytest.mark.parametrize("kind", ["zip", "vsizip", "subdataset"])
def test_text(predicted, texts, layer, kind):
    expected = predicted()
    np.testing.assert_array_equal(predicted(COARSE_1=texts[kind]), expected)
    np.testing.assert_array_equal(predicted(COARSE_1=layer(texts[kind])), expected)


@pytest.mark.parametrize("folder", ["", "a folder/"])
def test_text_that_no_layer_of_qgis_shows(predicted, one_pair, tmp_path, error_of, folder):
    """QGIS takes a .tar.gz for a compressed file; products are delivered as such archives."""
    expected, archive = predicted(), tmp_path / "product.tar.gz"
    with tarfile.open(archive, "w:gz", format=tarfile.GNU_FORMAT) as file:
        file.add(one_pair["COARSE_1"], f"{folder}c 1.tif")
    text = f"/vsitar/{archive}/{folder}c 1.tif"
    np.testing.assert_array_equal(predicted(COARSE_1=text), expected)
    np.testing.assert_array_equal(predicted(COARSE_1=str(archive)), expected)
    made = gdal.Open(one_pair["OUTPUT"]).GetMetadataItem("STFUSION_INPUTS")
    # And not what QGIS was shown; newer versions of GDAL open an archive with one image by itself.
    assert f"/vsitar/{archive}" in made
    assert "stand_in" not in made


def test_netcdf_variable(predicted, one_pair, images, tmp_path):
    write_tif(tmp_path / "one.tif", images.coarse[0][:1], 240)
    gdal.Translate(str(tmp_path / "c.nc"), str(tmp_path / "one.tif"), format="NETCDF")
    given = {"FINE_1": write_tif(tmp_path / "f.tif", images.fine[0][:1], 30),
             "COARSE_PREDICTION": write_tif(tmp_path / "p.tif", images.predictions[0][:1], 240)}
    expected = predicted(**given, COARSE_1=str(tmp_path / "one.tif"))
    np.testing.assert_array_equal(
        predicted(**given, COARSE_1=f'NETCDF:"{tmp_path / "c.nc"}":Band1'), expected)


def test_texts_in_a_series(run, one_pair, files, texts, tmp_path):
    folder = tmp_path / "series"
    run("temporaldifference", {**one_pair, "COARSE_SERIES": [
        files["COARSE_2"], texts["vsizip"]],
        "OUTPUT_SERIES": str(folder)})
    assert sorted(os.listdir(folder)) == ["temporaldifference_2020-03-01.tif",
                                          "temporaldifference_2020-05-01.tif"]


def test_text_that_nothing_opens(error_of, one_pair):
    for text in ('NETCDF:"/nowhere.nc":Band1', "/vsizip//nowhere.zip", "nonsense:1"):
        assert "cannot be opened" in error_of("temporaldifference", {**one_pair, "COARSE_1": text})


def test_names_of_a_series(run, one_pair, files, layer, images, tmp_path):
    """Each prediction has a name of its own that every system takes."""
    for name in ("MOD_20200701_am", "MYD_20200701_pm", "a", "b", "c"):
        write_tif(tmp_path / f"{name}.tif", images.coarse[1], 240)
    folder = tmp_path / "series"
    run("temporaldifference", {**one_pair, "OUTPUT_SERIES": str(folder), "COARSE_SERIES": [
        str(tmp_path / "MOD_20200701_am.tif"), str(tmp_path / "MYD_20200701_pm.tif"),
        files["COARSE_2"], layer(tmp_path / "a.tif", "MOD09/mid June"),
        layer(tmp_path / "b.tif", 'a: b? "c"'), layer(tmp_path / "c.tif", 'A: B? "C"')]})
    assert sorted(os.listdir(folder)) == sorted(f"temporaldifference_{name}.tif" for name in (
        "2020-07-01_MOD_20200701_am", "2020-07-01_MYD_20200701_pm", "2020-05-01",
        "MOD09_mid June", "a_ b_ _c_", "A_ B_ _C__2"))


def test_colours_of_classes_are_not_carried(provider, one_pair, images, layer, tmp_path):
    """The palette of the fine image says nothing of predicted values."""
    path = write_tif(tmp_path / "f.tif", (images.fine[0][:1] / 40).clip(1, 250).astype(np.uint8))
    dataset = gdal.Open(path, gdal.GA_Update)
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0, 255))
    dataset.GetRasterBand(1).SetRasterColorTable(table)
    dataset = None
    made = layer(path)
    assert isinstance(made.renderer(), QgsPalettedRasterRenderer)
    other = layer(one_pair["COARSE_1"])
    before = type(other.renderer())
    PredictionStyle.of(made).postProcessLayer(other, QgsProcessingContext(), None)
    assert type(other.renderer()) is before


def test_palette_of_the_file_is_not_carried(run, images, tmp_path, one_pair):
    classes = (images.fine[0][:1] / 40).clip(1, 250).astype(np.uint8)
    path = write_tif(tmp_path / "f.tif", classes)
    dataset = gdal.Open(path, gdal.GA_Update)
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0, 255))
    dataset.GetRasterBand(1).SetRasterColorTable(table)
    dataset = None
    coarse = [write_tif(tmp_path / f"c{i}.tif", (values[:1] / 40).clip(1).astype(np.uint8), 240)
              for i, values in enumerate((images.coarse[0], images.predictions[0]))]
    run("temporaldifference", {**one_pair, "FINE_1": path, "COARSE_1": coarse[0],
                               "COARSE_PREDICTION": coarse[1]})
    written = gdal.Open(one_pair["OUTPUT"])
    band = written.GetRasterBand(1)
    assert band.GetColorTable() is None
    assert band.GetColorInterpretation() != gdal.GCI_PaletteIndex

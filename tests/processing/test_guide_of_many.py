"""GUIDE where many dates and methods are run: a season, the choice of a method, the benchmark."""

import csv
import pathlib

import numpy as np
import pytest
from osgeo import ogr, osr
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRectangle, QgsVectorLayer

from stfusion_qgis.benchmark.benchmark_record import BenchmarkRecord
from stfusion_qgis.comparison import choosing
from tests.benchmark.test_benchmark import write_folder
from tests.scene_files import ORIGIN, block_mean, read_tif, write_tif
from tests.small_season import COLUMNS, ROWS, date, land, write_season

SIDE, RATIO = 96, 8
DATES = "2020-03-01", "2020-04-01", "2020-05-01"


@pytest.fixture
def season(tmp_path):
    """Return the parameters of three dates by FSDAF, and the path of a guide: how land greens."""
    fine, coarse = write_season(tmp_path, clouds=False)
    guide = write_tif(tmp_path / "greening.tif", (land(100) - land(0)).astype(np.float32))
    return {"FINE": [one.path for one in fine], "COARSE": [one.path for one in coarse],
            "DATES": ", ".join(str(date(day)) for day in (8, 16, 24)), "METHOD": "fsdaf",
            "LOAD": False, "OUTPUT": str(tmp_path / "out")}, guide


def written(folder):
    return {path.name: path.stat().st_mtime_ns for path in pathlib.Path(folder).glob("season_*")}


def values_of(folder, day):
    return read_tif(pathlib.Path(folder) / f"season_{date(day)}.tif")


def test_a_season(run, season, tmp_path):
    """Better by the guide; each date alone is the same; another guide is another result."""
    given, guide = season
    run("predictdates", given)
    plain = [values_of(given["OUTPUT"], day) for day in (8, 16, 24)]
    report = tmp_path / "proof.html"
    run("predictdates", {**given, "GUIDE": guide, "OUTPUT_HTML": str(report)})
    guided = [values_of(given["OUTPUT"], day) for day in (8, 16, 24)]
    for day, before, after in zip((8, 16, 24), plain, guided):
        assert np.abs(after - land(day)).mean() < 0.8 * np.abs(before - land(day)).mean()
    assert "greening: counts in 3 of 3 predictions; similar pixels: 2, classes:" in \
        report.read_text("utf-8")
    before = written(given["OUTPUT"])
    run("predictdates", {**given, "GUIDE": guide})
    after = written(given["OUTPUT"])
    assert all(after[name] == before[name] for name in before if name.endswith(".tif"))
    alone = {**given, "DATES": str(date(16)), "OUTPUT": str(tmp_path / "alone")}
    run("predictdates", {**alone, "GUIDE": guide})
    np.testing.assert_array_equal(values_of(alone["OUTPUT"], 16), guided[1])
    run("predictdates", {**alone, "GUIDE": guide, "GUIDE_WEIGHT": 0.0})
    np.testing.assert_array_equal(values_of(alone["OUTPUT"], 16), plain[1])


def test_a_method_that_takes_none(run, season, tmp_path):
    """It says so, and dates that are there are kept whatever the guide."""
    given, guide = season
    given = {**given, "METHOD": "temporaldifference"}
    run("predictdates", given)
    before = written(given["OUTPUT"])
    run("predictdates", {**given, "GUIDE": guide, "OUTPUT_HTML": str(tmp_path / "proof.html")})
    assert any("takes none" in line and "Fit-FC" in line for line in run.feedback.lines)
    after = written(given["OUTPUT"])
    assert all(after[name] == before[name] for name in before if name.endswith(".tif"))
    assert "not used, the method takes none" in (tmp_path / "proof.html").read_text("utf-8")


def shapes(path, kind, text, crs=32633):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("shapes", reference, kind)
    feature = ogr.Feature(layer.GetLayerDefn())
    if text:
        feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
    layer.CreateFeature(feature)
    del feature, layer, dataset
    return str(path)


def bad_guides(folder):
    """Yield the method, the path of a guide that it cannot use, and what it should say."""
    even = np.ones((1, ROWS, COLUMNS), np.float32)
    three = write_tif(folder / "three.tif", np.ones((3, ROWS, COLUMNS), np.float32))
    yield "fitfc", write_tif(folder / "far.tif", even, left=9e5), "far does not overlap fine_2021"
    yield "fitfc", write_tif(folder / "bare.tif", even, epsg=None), "no coordinate reference system"
    yield "fitfc", write_tif(folder / "empty.tif", even * np.nan), "empty has no pixels where"
    yield "atprk", write_tif(folder / "void.tif", even * np.nan), "void has no pixels where"
    (folder / "text.tif").write_text("no image")
    yield "fitfc", str(folder / "text.tif"), "text.tif"
    yield "obsum", three, "three has 3 bands"
    yield "fitfc", shapes(folder / "away.gpkg", ogr.wkbPolygon, "POLYGON((0 0,1 0,1 1,0 0))"), \
        "away has no polygon where"
    yield "fitfc", shapes(folder / "points.gpkg", ogr.wkbPoint, "POINT(500100 3999900)"), \
        "points or lines"
    yield "fitfc", shapes(folder / "table.gpkg", ogr.wkbNone, ""), "table without shapes"


def test_bad_guides(error_of, season, tmp_path):
    """They stop the run before anything is predicted, in words that help."""
    given, _ = season
    for method, guide, message in bad_guides(tmp_path):
        said = error_of("predictdates", {**given, "METHOD": method, "GUIDE": guide})
        assert message in said, (guide, said)
    assert not written(given["OUTPUT"])
    own = str(tmp_path / f"season_{date(8)}.tif")  # a guide that would be overwritten
    write_tif(pathlib.Path(own), np.ones((1, ROWS, COLUMNS), np.float32))
    said = error_of("predictdates", {**given, "GUIDE": own, "OUTPUT": str(tmp_path)})
    assert "is the input" in said


@pytest.fixture
def series(tmp_path):
    """Return three dates of eight kinds of land, of which each date shows four as one; the kinds.

    So no fine image tells which of its pixels will change alike.
    """
    rng = np.random.default_rng(0)
    kinds = np.kron(rng.integers(0, 8, (SIDE // 4, SIDE // 4)), np.ones((4, 4), int))
    texture = rng.normal(2000, 10, (2, SIDE, SIDE))
    given = {"FINE": [], "COARSE": []}
    for number, day in enumerate(DATES):
        bright = 500 * (kinds >> number & 1)
        image = texture + np.stack([bright, -bright])
        given["FINE"].append(write_tif(tmp_path / f"f_{day}.tif", image.astype(np.float32)))
        given["COARSE"].append(write_tif(tmp_path / f"c_{day}.tif", block_mean(
            image, RATIO).astype(np.float32), 30 * RATIO))
    return {**given, "OUTPUT_HTML": str(tmp_path / "report.html"),
            "OUTPUT_CSV": str(tmp_path / "table.csv")}, kinds


@pytest.fixture
def methods(monkeypatch):
    """Return a function that leaves some methods only."""
    found = choosing.classical_contestants

    def only(*names):
        monkeypatch.setattr(choosing, "classical_contestants", lambda available: [
            one for one in found(available) if one.method.id in names and one.pairs == 1])
        monkeypatch.setattr(choosing, "network_contestants", lambda *given: [])
    return only


def rows_of(given):
    with open(given["OUTPUT_CSV"], encoding="utf-8") as table:
        return [row for row in csv.DictReader(table) if row["date"] == "all"]


def test_a_choice_takes_the_guide_that_helps(run, series, methods, tmp_path):
    given, kinds = series
    methods("temporaldifference", "fitfc", "starfm")
    guide = write_tif(tmp_path / "kinds.tif", kinds[None].astype(np.uint8))
    results = run("choosemethod", {**given, "GUIDE": guide, "GUIDE_KIND": 2})
    assert results["BEST"] == "fitfc" and results["GUIDED"]
    assert "Fit-FC with guide is best" in results["VERDICT"]
    assert "smaller than without" in results["VERDICT"]
    errors = {(row["method"], row["guided"]): float(row["error"]) for row in rows_of(given)}
    assert errors["fitfc", "1"] < 0.9 * errors["fitfc", "0"] and ("starfm", "1") not in errors
    report = pathlib.Path(given["OUTPUT_HTML"]).read_text("utf-8")
    assert "surely better with the guide" in report and "similar pixels: " in report
    assert "knows the truth" in report
    assert any("fitfc" not in line and "Fit-FC with guide: the guide counts for" in line
               for line in run.feedback.lines)


def test_a_choice_does_without_a_guide_that_proves_nothing(run, series, methods, tmp_path):
    """Noise counts for nothing, so nothing is the better for it."""
    given, _ = series
    methods("temporaldifference", "fitfc")
    noise = np.random.default_rng(1).normal(size=(2, SIDE, SIDE)).astype(np.float32)
    results = run("choosemethod", {**given, "GUIDE": write_tif(tmp_path / "noise.tif", noise)})
    assert results["GUIDED"] is False and "with guide" not in results["VERDICT"]
    assert {row["guided"] for row in rows_of(given)} == {"0"}
    assert "has proved nothing by itself" in pathlib.Path(given["OUTPUT_HTML"]).read_text("utf-8")
    plain = run("choosemethod", given)
    assert plain["BEST"] == results["BEST"] and plain["ERROR"] == results["ERROR"]


def test_a_choice_with_polygons(run, series, methods):
    """A layer in memory is the objects of OBSUM and labels for Fit-FC."""
    given, _ = series
    methods("temporaldifference", "fitfc", "obsum")
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    left, top = ORIGIN
    for number in range(0, SIDE, 4):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(
            left, top - 30 * (number + 4), left + 30 * SIDE, top - 30 * number)))
        layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    run("choosemethod", {**given, "GUIDE": layer.id()})
    assert any("OBSUM with guide: the guide counts for its objects" in line
               for line in run.feedback.lines)
    assert ("obsum", "1") in {(row["method"], row["guided"]) for row in rows_of(given)}


def test_a_choice_with_a_bad_guide(error_of, series, methods, tmp_path):
    given, _ = series
    methods("temporaldifference", "fitfc")
    far = write_tif(tmp_path / "far.tif", np.ones((1, 9, 9), np.float32), left=9e5)
    assert "far does not overlap" in error_of("choosemethod", {**given, "GUIDE": far})
    empty = write_tif(tmp_path / "void.tif", np.full((1, SIDE, SIDE), np.nan, np.float32))
    assert "void has no pixels where" in error_of("choosemethod", {**given, "GUIDE": empty})


def test_a_benchmark(run, tmp_path):
    """Methods take part with the guide and without, and its figures are told apart."""
    folder = write_folder(tmp_path / "set", 60.0)
    fields = np.kron(np.arange(64.0).reshape(8, 8), np.ones((8, 8)))[None].astype(np.float32)
    given = {"FOLDER": str(folder), "METHODS": ["fitfc", "starfm"], "HELD_OUT": "2020-03-21"}
    results = run("benchmark", {**given, "GUIDE": write_tif(tmp_path / "fields.tif", fields),
                                "GUIDE_KIND": 2, "OUTPUT": str(tmp_path / "a")})
    record = BenchmarkRecord.read(results["OUTPUT_JSON"])
    guided = [one for one in record.methods if one.guide]
    assert [one.title for one in guided if one.pairs == 1] == ["Fit-FC with guide"]
    assert all(one.guide.startswith("fields ") and "similar pixels" in one.guide_use
               for one in guided)
    assert any("knows the truth" in note for note in record.notes)
    assert "It counts for" in pathlib.Path(results["OUTPUT_HTML"]).read_text("utf-8")
    plain = run("benchmark", {**given, "OUTPUT": str(tmp_path / "b"),
                              "COMPARE_WITH": results["OUTPUT_JSON"]})
    assert "Nothing has changed" in plain["COMPARISON"]


def test_a_comparison_tells_the_guides(run, one_pair, images, tmp_path):
    guide = write_tif(tmp_path / "embedding.tif", images.truth.astype(np.float32))
    paths = []
    for name, further in (("plain", {}), ("guided", {"GUIDE": guide, "GUIDE_WEIGHT": 0.5})):
        paths.append(str(tmp_path / f"{name}.tif"))
        run("fitfc", {**one_pair, **further, "OUTPUT": paths[-1]})
    run("comparemethods", {"PREDICTIONS": paths, "REFERENCE": one_pair["FINE_1"],
                           "OUTPUT_HTML": str(tmp_path / "r.html")})
    assert "plain: none; guided: embedding.tif (similar pixels: 0.5)" in (
        tmp_path / "r.html").read_text("utf-8")

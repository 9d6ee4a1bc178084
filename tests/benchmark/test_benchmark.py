"""The benchmark: known answers, the same pixels for all, reports that compare or say why not."""

import csv
import dataclasses
import io
import json
import re

import numpy as np
import pytest
from osgeo import ogr

from stfusion_qgis.benchmark.benchmark_comparison import compare_benchmarks
from stfusion_qgis.benchmark.benchmark_files import compared_files, write_benchmark_files
from stfusion_qgis.benchmark.benchmark_options import SIMULATED, BenchmarkOptions
from stfusion_qgis.benchmark.benchmark_record import BenchmarkRecord
from stfusion_qgis.benchmark.benchmark_report import verdict
from stfusion_qgis.benchmark.benchmark_table import csv_of_benchmark
from stfusion_qgis.benchmark.benchmarking import TRAINING_AREA, BenchmarkRequest, run_benchmark
from stfusion_qgis.benchmark.data_set import data_set_of
from stfusion_qgis.benchmark.tile_split import TileSplit
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.polygons import crs_wkt
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from tests.networks.network_files import small_network
from tests.scene_files import block_mean, write_tif
from tools import benchmark as command

RATIO, SIDE = 8, 64
DATES = ("2020-03-01", "2020-03-21", "2020-04-30", "2020-05-10")
TIMES = (0.0, 1.0, 3.0, 3.5)


def write_folder(folder, noise=0.0, gaps=()):
    """Write a data set that brightens in patches; gaps: rows of each fine image without data."""
    rng = np.random.default_rng(0)
    base = rng.uniform(1000, 4000, (2, SIDE, SIDE))
    rate = np.kron(rng.uniform(-100, 300, (2, SIDE // RATIO, SIDE // RATIO)),
                   np.ones((RATIO, RATIO)))
    for kind in ("fine", "coarse"):
        (folder / kind).mkdir(parents=True)
    for number, (date, time) in enumerate(zip(DATES, TIMES)):
        fine = base + time * rate
        coarse = block_mean(fine, RATIO) + rng.normal(0, noise, (2, SIDE // RATIO, SIDE // RATIO))
        if number in gaps:
            fine[:, 20:40, :30] = np.nan
        write_tif(folder / "fine" / f"{date}.tif", fine.astype(np.float32))
        write_tif(folder / "coarse" / f"{date}.tif", coarse.astype(np.float32), 30 * RATIO)
    return folder


def run(folder, output, methods=("fitfc",), progress=None, networks=(), **options):
    data = data_set_of(str(folder), str(output / "prepared"), str(output / "cache"), Progress())
    return run_benchmark(BenchmarkRequest(data, methods, networks, BenchmarkOptions(**options),
                                          threads=1), str(output), progress or Progress())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("data") / "set", 60.0, gaps=(1,))


@pytest.fixture(scope="module")
def done(folder, tmp_path_factory):
    """Return the record of all four dates, and its folder."""
    output = tmp_path_factory.mktemp("done")
    record = run(folder, output)
    write_benchmark_files(str(output), record)
    return record, output


def by_key(record):
    return {method.key: method for method in record.methods}


def test_who_takes_part_and_on_which_pixels(done):
    """Fine images alone and the baseline always; a gap does not count; nor does the border."""
    record, _ = done
    assert set(by_key(record)) == {"unchanged 1", "linearintime 2", "temporaldifference 1",
                                   "temporaldifference 2", "fitfc 1"}
    assert [date.date for date in record.dates] == list(DATES)
    inner = (SIDE - 2 * RATIO) ** 2
    assert record.dates[1].pixels == inner - 20 * (30 - RATIO)
    assert record.dates[3].pixels == inner and record.dates[3].references[0] == "2020-04-30"
    for method in record.methods:
        assert [one.pixels for one in method.assessments] == [
            date.pixels for date in record.dates]
    assert not record.skipped


def test_known_answers(done, folder):
    """Of the fine images alone; and the mean of both sides is exact for what changes evenly."""
    record, _ = done
    found = by_key(record)
    assert found["temporaldifference 1"].error == 1
    assert found["linearintime 2"].assessments[1].values["RMSE"].overall < 0.1
    assert found["linearintime 2"].assessments[0].values["RMSE"].overall == pytest.approx(
        found["unchanged 1"].assessments[0].values["RMSE"].overall)  # nothing lies before it
    assert not found["linearintime 2"].is_fusion and found["fitfc 1"].is_fusion
    assert record.methods[0].error == min(one.error for one in record.methods)
    assert "fine images alone are better" in verdict(record)


def test_figures_do_not_depend_on_who_else_takes_part(done, folder, tmp_path):
    record, _ = done
    other = run(folder, tmp_path, ("starfm",))
    comparison = compare_benchmarks(record, other)
    assert comparison.is_fair and not comparison.remarks
    verdicts = {one.title: one.verdict for one in comparison.methods}
    assert verdicts["Temporal difference"] == "the same to the last bit"
    assert verdicts["STARFM"] == "only in the second" and verdicts["Fit-FC"] == "only in the first"
    assert "Nothing has changed" in comparison.headline()


def test_dates_that_are_held_out_together_help_nobody(folder, tmp_path):
    record = run(folder, tmp_path, ("starfm",), held_out="2020-05-10, 2020-03-21")
    assert [date.date for date in record.dates] == ["2020-03-21", "2020-05-10"]
    assert {name for date in record.dates for name in date.references} == {
        "2020-03-01", "2020-04-30"}
    without = run(folder, tmp_path / "b", ("starfm",), left_out="2020-05-10")
    assert len(without.dates) == 3 and "2020-05-10" not in without.dates[2].references


def test_the_record_is_read_as_it_was_written(done):
    record, output = done
    again = BenchmarkRecord.read(str(output / "benchmark.json"))
    assert dataclasses.replace(again, methods=()) == dataclasses.replace(record, methods=(),
                                                                         options=again.options)
    assert [one.fingerprints for one in again.methods] == [
        one.fingerprints for one in record.methods]
    assert csv_of_benchmark(again) == csv_of_benchmark(record)
    assert compared_files(str(output), str(output / "benchmark.json")).is_fair
    assert {"STFusion", "NumPy", "GDAL"} <= set(record.versions)


def test_the_table_has_each_method_date_and_band(done):
    record, _ = done
    rows = list(csv.DictReader(io.StringIO(csv_of_benchmark(record))))
    assert len(rows) == len(record.methods) * (1 + len(DATES) * 3)
    first = [row for row in rows if row["method"] == "fitfc"][:4]
    assert [row["band"] for row in first] == ["all", "all", *record.bands]
    bands = [float(row["RMSE"]) for row in first[2:]]
    assert float(first[1]["RMSE"]) == pytest.approx(np.mean(bands), rel=1e-6)


def test_report_and_pictures(done):
    record, output = done
    text = (output / "benchmark.html").read_text(encoding="utf-8")
    assert text.count("<img") == 3 + len(record.methods) and "src=\"data:" in text
    for method in record.methods:
        assert f">{method.title}<" in text
    assert sorted(path.name for path in (output / "pictures").iterdir()) == sorted([
        "truth.png", "nearest_fine.png", "coarse.png",
        *(f"{method.id}_{method.pairs}.png" for method in record.methods)])


@pytest.mark.parametrize("change, reason", [
    (lambda data: data["options"].update(border=3), "options differ: border"),
    (lambda data: data["images"][0].update(pixels="0"), "images differ: fine 2020-03-01"),
    (lambda data: data.update(protocol="STFusion benchmark 0"), "different protocols"),
    (lambda data: data["dates"][0].update(counted="0"), "Other pixels were measured")])
def test_what_cannot_be_compared_is_said(done, tmp_path, change, reason, capsys):
    _, output = done
    data = json.loads((output / "benchmark.json").read_text(encoding="utf-8"))
    change(data)
    other = tmp_path / "other.json"
    other.write_text(json.dumps(data), encoding="utf-8")
    comparison = compared_files(str(output), str(other))
    assert reason in comparison.headline() and "| RMSE" not in comparison.to_markdown()
    assert command.main(["--compare", str(output), str(other)]) == command.DIFFERENT
    assert reason in capsys.readouterr().out


def test_a_change_shows(done, tmp_path):
    _, output = done
    data = json.loads((output / "benchmark.json").read_text(encoding="utf-8"))
    for method in data["methods"]:
        if method["id"] == "fitfc":
            method["fingerprints"][0] = "0"
            method["assessments"][0]["metrics"]["RMSE"]["overall"] *= 2
    data["versions"]["numba"] = "0.0"
    (tmp_path / "b.json").write_text(json.dumps(data), encoding="utf-8")
    comparison = compared_files(str(output), str(tmp_path / "b.json"))
    assert "0 are better and 1 worse" in comparison.headline()
    assert re.search(r"\| Fit-FC \|.*worse \|", comparison.to_markdown())
    assert any("numba" in remark for remark in comparison.remarks)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"protocol": 3}', "[" * 100_000])
def test_what_is_no_record(tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError, match="no benchmark that this plugin has written"):
        BenchmarkRecord.read(str(path))


def test_simulated_coarse_images_are_exact_means(done, folder, tmp_path):
    """The noise of the delivered ones is gone; the two kinds do not compare."""
    delivered, _ = done
    record = run(folder, tmp_path / "b", ("starfm",), coarse=SIMULATED)
    assert by_key(record)["temporaldifference 1"].mean("RMSE") < 0.9 * by_key(
        delivered)["temporaldifference 1"].mean("RMSE")
    obstacles = " ".join(compare_benchmarks(delivered, record).obstacles)
    assert "options differ" in obstacles and "images differ: coarse" in obstacles


# Tiles


GRID = Grid(crs_wkt("EPSG:32633"), 400_000, 5_000_000, 30.0, 30.0, 330, 470)


def test_no_tile_is_split():
    """Each is measured, but for its border, or may be learnt from; and none beside another is."""
    split = TileSplit(GRID, 32, 4)
    measured = split.measured(GRID.whole())
    learnt = np.zeros(measured.shape, bool)
    for window in split.training_windows():
        learnt[window.slices] = True
    assert not (measured & learnt).any()
    tiles = {(i, j): learnt[i * 32:i * 32 + 32, j * 32:j * 32 + 32]
             for i in range(11) for j in range(15)}
    assert all(tile.all() or not tile.any() for tile in tiles.values())
    tested = {place for place, tile in tiles.items() if not tile.any()}
    assert 0.15 < len(tested) / len(tiles) < 0.25
    assert not any({(i + 1, j), (i, j + 1), (i + 1, j + 1), (i + 1, j - 1)} & tested
                   for i, j in tested)
    part = Window(50, 70, 60, 90)
    np.testing.assert_array_equal(split.measured(part), measured[part.slices])
    assert TileSplit(GRID, 0, 10).measured(GRID.whole()).sum() == 310 * 450
    assert TileSplit(GRID, 0, 0).training_windows() == []


def test_test_tiles_are_measured_and_the_others_written(folder, tmp_path):
    record = run(folder, tmp_path, ("starfm",), tile=16, border=2)
    tested = [(i, j) for i in range(4) for j in range(4) if (j + 2 * i) % 5 == 0]
    assert record.dates[3].pixels == 12 * 12 * len(tested)
    layer = ogr.Open(str(tmp_path / TRAINING_AREA))
    assert layer.GetLayer(0).GetFeatureCount() == 16 - len(tested)
    with pytest.raises(InputError, match="No pixel is left to measure"):
        run(folder, tmp_path / "b", ("starfm",), tile=16, border=8)


# Data that do not suit


def test_what_is_missing_is_said(folder, tmp_path):
    with pytest.raises(InputError, match="There is no folder"):
        run(folder / "nowhere", tmp_path)
    with pytest.raises(InputError, match="4 fine and 0 coarse images with dates, of which 0"):
        run(folder / "fine", tmp_path)
    for options, message in (
            ({"held_out": "2020-13-01"}, "is no date"),
            ({"held_out": "2021-03-01"}, "There is no pair of 2021-03-01. There are: 2020-03-01"),
            ({"held_out": ", ".join(DATES)}, "All dates are held out"),
            ({"left_out": ", ".join(DATES[1:])}, "Less than two pairs"),
            ({"methods": ("starfn",)}, "There is no method starfn")):
        with pytest.raises(InputError, match=message):
            run(folder, tmp_path / str(len(message)), **options)


def test_a_method_that_cannot_is_named(folder, tmp_path):
    """ESTARFM needs two pairs, and there is one."""
    record = run(folder, tmp_path, ("estarfm",), held_out=", ".join(DATES[1:]))
    assert record.skipped == (("ESTARFM", "needs more pairs than there are"),)
    assert {method.id for method in record.methods} == {"unchanged", "temporaldifference"}


def test_networks_say_what_they_have_seen(folder, tmp_path):
    """One is trained on a date that is held out, one says nothing; both are called the same."""
    paths = [small_network(tmp_path / f"{number}.onnx", 1, dates=dates, training_data=dates)
             for number, dates in enumerate(("2020-03-21, 2020-04-30", ""))]
    record = run(folder, tmp_path / "out", ("starfm",), networks=[*paths, paths[0]],
                 held_out="2020-03-21")
    assert "Its figures are no test: 2020-03-21 are among these" in record.notes[1]
    assert "does not say what it was trained on" in record.notes[2] and len(record.notes) == 3
    found = {one.title: one for one in record.methods if one.id == "networkfusion"}
    assert set(found) == {"Small network of 1 pairs (1)", "Small network of 1 pairs (2)"}
    assert {one.network.split()[0] for one in found.values()} == {"0.onnx", "1.onnx"}
    write_benchmark_files(str(tmp_path / "out"), record)
    assert {"networkfusion_1_1.png", "networkfusion_1_2.png"} <= {
        path.name for path in (tmp_path / "out" / "pictures").iterdir()}
    assert "Its figures are no test" in (tmp_path / "out" / "benchmark.html").read_text("utf-8")


def test_it_can_be_cancelled(folder, tmp_path):
    class Impatient(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        run(folder, tmp_path, progress=Impatient())


def test_the_command_line(folder, tmp_path, capsys):
    assert command.main([str(folder), "--methods", "starfm", "--held-out", "2020-03-21",
                         "--border", "4", "--output", str(tmp_path / "out"),
                         "--extent", "0,0,1,1"]) == command.UNUSABLE
    assert "extent" in capsys.readouterr().err
    assert command.main([str(folder), "--methods", "starfm", "--held-out", "2020-03-21",
                         "--border", "4", "--output", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(tmp_path / "out" / "benchmark.json")
    assert BenchmarkRecord.read(printed[0]).options["border"] == 4

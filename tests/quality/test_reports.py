"""Reports: what they say, that they need no other file, and ranks."""

import csv
import html.parser
import io
import math
import re

import numpy as np
import pytest

from stfusion_qgis.comparison.comparison import Comparison, leaders
from stfusion_qgis.comparison.comparison_report import write_comparison
from stfusion_qgis.errors import InputError
from stfusion_qgis.quality import svg
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.assessment import Assessment, Value
from stfusion_qgis.quality.registry import METRICS
from stfusion_qgis.quality.report import write_report
from stfusion_qgis.quality.sources import ArraySource
from stfusion_qgis.quality.thinning import sample, sample_step

VOID = {"meta", "img", "br", "line", "path", "image"}


class Checker(html.parser.HTMLParser):
    """Collects what a page loads, and sees that its elements are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.loaded, self.tags, self.text = [], [], set(), ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.loaded += [value for name, value in attributes if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(path):
    text = path.read_text("utf-8")
    page = Checker(text)
    assert all(address.startswith("data:image/png;base64,") for address in page.loaded)
    assert not page.tags & {"script", "link", "iframe", "object"}
    assert "nan" not in re.sub(r"base64,[^\"]*", "", text).replace("min-content", "").split()
    return page


def test_report_of_a_prediction(make_pair, tmp_path):
    x, y = make_pair(4, 90, 120)
    y[:, :10, :10] = np.nan
    names = ["blue", "green", "red", "nir & <more>"]
    prediction, reference = (ArraySource(image, band_names=names) for image in (x, y))
    result = assess(prediction, reference, ratio=16, name="p.tif",
                    details={"Method": "STARFM <1>", "Date": "2004-12-28"})
    write_report(str(tmp_path / "report.html"), result, prediction, reference)
    page = read(tmp_path / "report.html")
    for text in ("Quality of p.tif", "STARFM <1>", "2004-12-28", "nir & <more>", "ERGAS", "Q4",
                 "10,700", "Pictures and plots show all pixels."):
        assert text in page.text
    assert len(page.loaded) > 3 + 4 * 3  # pictures, and for each band density, error, bar


@pytest.mark.parametrize("bands", [1, 2, 20])
def test_report_of_a_perfect_prediction_of_any_number_of_bands(make_pair, tmp_path, bands):
    _, y = make_pair(bands, 40, 50)
    source = ArraySource(y)
    write_report(str(tmp_path / "r.html"), assess(source, source), source, source)
    assert "∞" in read(tmp_path / "r.html").text


def test_report_of_constant_images(tmp_path):
    source = ArraySource(np.full((2, 40, 40), 7.0))
    write_report(str(tmp_path / "r.html"), assess(source, source), source, source)
    assert "–" in read(tmp_path / "r.html").text


def test_report_without_a_reference(make_pair, tmp_path):
    x, fine = make_pair(3, 40, 40)
    result = assess(ArraySource(x), fine_1=ArraySource(fine))
    write_report(str(tmp_path / "r.html"), result, ArraySource(x))
    page = read(tmp_path / "r.html")
    assert "Kept detail" in page.text and "RMSE" not in page.text


def test_a_place_that_cannot_be_written_is_told(make_pair, tmp_path):
    x, _ = make_pair(1, 32, 32)
    with pytest.raises(InputError, match="cannot be written"):
        write_report(str(tmp_path / "missing" / "r.html"), assess(ArraySource(x)), ArraySource(x))


def test_sample_takes_every_nth_pixel_of_large_images():
    values = np.arange(1100 * 1300, dtype=float).reshape(1, 1100, 1300)
    values[0, 3, 6] = np.nan
    source = ArraySource(values)
    step = sample_step(source, 400)
    assert step == 4
    for step in (3, 4, 300):
        assert np.array_equal(sample(source, step)[0],
                              np.float32(values[0, ::step, ::step]), equal_nan=True)


def comparison_of(values):
    """Return a comparison of predictions whose overall values are given by metric."""
    names = "abcdefgh"[:len(next(iter(values.values())))]
    return Comparison([Assessment(name, ["1"], 9, {
        metric: Value(float(series[i])) for metric, series in values.items()})
        for i, name in enumerate(names)])


def test_ranks_follow_the_direction_of_each_metric():
    comparison = comparison_of({"RMSE": (3, 1, 2), "SSIM": (0.3, 0.9, 0.9), "BIAS": (0.1, -0.2, 5),
                                "DETAIL": (0.5, 1.1, 2), "MEAN": (1, 2, 3),
                                "R2": (math.nan, 0.5, 0.4), "PSNR": (9, math.inf, 8)})
    ranks = {metric.id: list(comparison.ranks(metric)) for metric in comparison.metrics}
    assert "MEAN" not in ranks
    assert ranks["RMSE"] == [3, 1, 2]
    assert ranks["SSIM"] == [3, 1.5, 1.5]
    assert ranks["BIAS"] == [1, 2, 3]
    assert ranks["DETAIL"] == [2, 1, 3]
    assert ranks["PSNR"] == [2, 1, 3]
    assert math.isnan(ranks["R2"][0]) and ranks["R2"][1:] == [1, 2]
    # R2 is not defined for all, so it does not count.
    assert comparison.mean_ranks() == pytest.approx([(3 + 3 + 1 + 2 + 2) / 5,
                                                     (1 + 1.5 + 2 + 1 + 1) / 5,
                                                     (2 + 1.5 + 3 + 3 + 3) / 5])


def test_comparison_report_and_table(make_pair, tmp_path):
    x, y = make_pair(3, 60, 64)
    reference = ArraySource(y, band_names=["green", "red", "nir"])
    predictions = {"good": ArraySource(x), "better": ArraySource((x + y) / 2), "perfect": reference}
    comparison = Comparison([assess(source, reference, name=name)
                             for name, source in predictions.items()])
    path = tmp_path / "comparison.html"
    write_comparison(str(path), comparison, predictions, reference, details={"Reference": "true"})
    page = read(path)
    assert "Mean rank" in page.text and "better" in page.text
    assert path.read_text("utf-8").count('class=best') >= len(comparison.metrics)
    rows = list(csv.DictReader(io.StringIO(comparison.to_csv())))
    rmse = {row["prediction"]: row for row in rows
            if row["metric"] == "RMSE" and row["band"] == "overall"}
    assert [rmse[name]["rank"] for name in predictions] == ["3", "2", "1"]
    assert float(rmse["perfect"]["value"]) == 0
    assert {row["band"] for row in rows} == {"overall", "Band 1", "Band 2", "Band 3", "green",
                                             "red", "nir"}
    means = [row for row in rows if row["metric"] == "MEAN_RANK"]
    assert float(means[2]["value"]) == min(float(row["value"]) for row in means)


def test_comparison_without_reference(make_pair, tmp_path):
    x, y = make_pair(3, 60, 64)
    predictions = {"a": ArraySource(x), "b": ArraySource(y)}
    fine_1 = ArraySource(y[:, ::-1].copy())
    comparison = Comparison([assess(source, fine_1=fine_1, name=name)
                             for name, source in predictions.items()])
    path = tmp_path / "comparison.html"
    write_comparison(str(path), comparison, predictions, None)
    page = read(path)
    assert "Kept detail" in page.text and "Prediction over reference" not in page.text
    assert len(page.loaded) == 2  # a picture of each prediction, no errors


def test_leaders_are_those_with_the_best_rank():
    assert leaders(np.array([2.0, 1.0, 3.0])) == [1]
    assert leaders(np.array([1.5, 3.0, 1.5])) == [0, 2]
    assert leaders(np.array([math.nan, 2.0, 1.0])) == [2]
    assert leaders(np.array([2.0, 2.0, 2.0])) == []
    assert leaders(np.array([math.nan, math.nan])) == []


def test_charts_survive_values_that_are_not_finite():
    chart = svg.band_chart(["a", "b"], [[math.inf, math.nan], [math.nan, math.nan]], "PSNR")
    assert "inf" not in chart and "nan" not in chart.replace("inance", "")
    assert svg.ticks(0, 1) == [0, 0.25, 0.5, 0.75, 1]
    assert svg.tick_text(-0.0) == "0" and svg.tick_text(-250.0) == "−250"


def test_every_metric_has_a_best_value_unless_it_only_describes():
    for metric in METRICS.values():
        assert math.isnan(metric.best) == (metric.direction.name == "NONE")
    assert METRICS["PSNR"].best == math.inf and METRICS["SSIM"].best == 1

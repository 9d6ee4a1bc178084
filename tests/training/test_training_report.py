"""The report of a training: whole, plain about the verdict, and enough to repeat it."""

import html.parser
import json
import re

import numpy as np
import pytest

from stfusion_qgis.networks.contract import write_contract
from stfusion_qgis.training.child.guide_proof import GuideProof
from stfusion_qgis.training.child.history import History
from stfusion_qgis.training.child.training_report import write_training_report
from stfusion_qgis.training.child.verdict import Pictures, RankedPrediction, Verdict
from stfusion_qgis.training.config import Config
from tests.networks.network_files import identity, plain_contract


class Page(html.parser.HTMLParser):
    """Reads a page: its texts, its pictures, and whether every tag is closed."""

    ALONE = ("meta", "img", "br", "line", "rect", "circle", "path", "polyline", "image")

    def __init__(self, text):
        super().__init__()
        self.texts, self.pictures, self.open, self.addresses = [], 0, [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ("src", "href")]
        self.pictures += tag == "img"
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ("src", "href")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open and data.strip():
            self.texts.append(data.strip())


@pytest.fixture
def config(tmp_path):
    path = identity(tmp_path / "fields.onnx")
    write_contract(path, plain_contract(title="Fields <b>& hedges</b>", licence="CC-BY",
                                        training_data="fine.tif"), path)
    pairs = [{"fine": f"/data/fine_2020-0{i}-01.tif", "coarse": f"/data/coarse_2020-0{i}-01.tif",
              "date": f"2020-0{i}-01"} for i in (3, 4, 5)]
    return Config.of({"scenes": [{"pairs": pairs}], "output": path, "minutes": 10, "seed": 7,
                      "report": str(tmp_path / "fields.html"), "samples_folder": "/tmp/samples"})


def history(**changes):
    random = np.random.default_rng(0)
    values = {"baseline": 0.03, "losses": [(i, 1 / i + random.uniform()) for i in range(1, 200)],
              "errors": [(0, 0.03), (100, 0.021), (200, 0.024)], "steps": 200, "seconds": 615.0,
              "best_step": 100, "held_out": "2020-04-01"}
    return History(**{**values, **changes})


def verdict(error, bands=3):
    random = np.random.default_rng(0)
    images = [random.uniform(0, 1, (bands, 30, 40)).astype(np.float32) for _ in range(5)]
    images[0][:, :5] = np.nan

    def row(kind, title, value, pairs=1):
        return RankedPrediction(kind, kind, title, pairs, 2.0, {
            "RMSE": value, "SSIM": 1 - value, "SAM": None if bands == 1 else 2.0,
            "ERGAS": 1.5}, [value] * bands)

    return Verdict([row("network", "This network", error), row("classical", "STARFM", 0.025),
                    row("baseline", "Temporal difference", 0.03), row("copy", "Unchanged", 0.05),
                    row("classical", "ESTARFM (2 pairs)", 0.01, 2)],
                   "2020-04-01", ["2020-03-01", "2020-05-01"], False, False, 1200, 1,
                   ["green", "red", "nir"][:bands], [560, 660, 830][:bands],
                   [("SPSTFM", "takes too long"), ("One-pair", "takes too long")],
                   Pictures(*images, "STARFM"))


def read(config, found, course=None):
    write_training_report(config.report, config, course or history(), found)
    with open(config.report, encoding="utf-8") as file:
        return Page(file.read())


@pytest.mark.parametrize("error, headline", [
    (0.02, "better than all methods that it was compared with. With more"),
    (0.027, "STARFM is better"),
    (0.04, "not better than Temporal difference. Do not use it")])
def test_the_verdict_comes_first(config, error, headline):
    page = read(config, verdict(error))
    assert page.texts[1] == "Training of Fields <b>& hedges</b>"  # after that of the window
    assert headline in page.texts[2] and "0.0300" in page.texts[3]


def test_it_needs_no_other_file(config):
    page = read(config, verdict(0.02))
    assert page.pictures == 6
    assert all(address.startswith("data:image/png;base64,") for address in page.addresses)


def test_what_it_tells(config):
    text = "\n".join(read(config, verdict(0.02)).texts)
    for words in ("200 steps in 10.2 min", "2020-04-01", "Residual fusion", "STARFM",
                  "SPSTFM, One-pair (takes too long)", "CC-BY", "fine.tif", "temporal difference",
                  "Error on the held-out images", "1,200 pixels", "nir, red, green"):
        assert words in text


def test_it_can_be_repeated(config):
    """The configuration in the report is the one that was used, but for the places of files."""
    text = next(text for text in read(config, verdict(0.02)).texts if text.startswith("{"))
    again = Config.of(json.loads(text))
    assert (again.seed, again.minutes, again.output) == (7, 10, "fields.onnx")
    assert again.scenes == config.scenes


def test_what_a_guide_is_worth(config):
    """Both errors, and the one that was written is marked."""
    write_training_report(config.report, config, history(guide=GuideProof(0.02, 0.021, 60.0)),
                          None)
    with open(config.report, encoding="utf-8") as file:
        text = file.read()
    page = " ".join(Page(text).texts)
    assert "What the guide is worth" in page and "The guide helps" in page
    assert re.search("<tr class=network><th[^>]*>With the guide", text)
    write_training_report(config.report, config, history(guide=GuideProof(0.021, 0.021, 60.0)),
                          None)
    with open(config.report, encoding="utf-8") as file:
        assert re.search("<tr class=network><th[^>]*>Without it", file.read())


def test_one_band(config):
    """No spectral angle, and no columns for single bands."""
    text = "\n".join(read(config, verdict(0.02, bands=1)).texts)
    assert "SAM" not in text and text.count("RMSE") == 2  # of the table and of the curve


def test_without_verdict(config):
    """The network could not be compared: that is said, and the rest is there."""
    page = read(config, None)
    assert "not compared" in page.texts[2] and page.pictures == 0
    assert any("200 steps" in text for text in page.texts)


@pytest.mark.parametrize("changes", [
    {"losses": [], "errors": [(0, 0.03)], "steps": 0, "best_step": 0},
    {"errors": [(0, float("nan")), (100, 0.021)]},
    {"baseline": float("nan")}, {"losses": [(1, 0.5), (2, float("nan")), (3, 0.5)]},
    {"errors": [(0, float("nan"))]}])
def test_a_training_that_went_badly(config, changes):
    """Stopped at once, or without numbers: the curves show what there is."""
    page = read(config, verdict(0.02), history(**changes))
    assert "Course of the training" in page.texts and "step" in "".join(page.texts)


def test_best_values_are_marked_among_equals(config):
    write_training_report(config.report, config, history(), verdict(0.02))
    with open(config.report, encoding="utf-8") as file:
        rows = re.findall(r'<tr class="(\w+)">(.*?)</tr>', file.read())
    assert [kind for kind, _ in rows] == ["more", "network", "classical", "baseline", "copy"]
    assert ['class="best"' in cells for _, cells in rows][:2] == [False, True]

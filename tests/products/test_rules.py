"""Products that users describe in a file of rules; what is wrong in one is told with its line."""

from __future__ import annotations

import datetime
import json
import pathlib
import re

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.products import known_products
from stfusion_qgis.products.pixel_conditions import PixelCondition
from stfusion_qgis.products.product import SensorRole
from stfusion_qgis.products.recognising import described, recognise
from stfusion_qgis.products.rules.rule_file import product_of_rules
from tests.products.decoding import decoded, images_of
from tests.products.test_exports import REFLECTANCE, export

RULES = """{
  "id": "gf1-wfv-flaash",
  "title": "GF-1 WFV, corrected with FLAASH",
  "role": "fine",
  "platform": "Gaofen-1",
  "name": "GF1_WFV?_*_{date}_*_FLAASH.tif",
  "bands": {
    "blue": 1,
    "green": 2,
    "red": {"place": 3, "wavelength": 655}
  },
  "gain": 0.0001,
  "fill": 0,
  "valid_range": [1, 10000],
  "quality": [
    {"condition": "cloud", "layer": 4, "values": [1, 2]},
    {"condition": "shadow", "layer": 4, "bits": [2, 3], "values": 1},
    {"condition": "snow", "layer": 4, "bit": 5}
  ],
  "leave_out": ["cloud", "shadow"]
}
"""
NAME = "GF1_WFV1_E113.4_N22.8_20230306_L1A0007143218_FLAASH.tif"
DOCUMENTATION = pathlib.Path(__file__).resolve().parents[2] / "docs"


def scene(folder, name=NAME):
    numbers = REFLECTANCE * 10000
    numbers[0, 0], numbers[0, 1] = 0, 20000
    quality = np.zeros((6, 6))
    quality[1], quality[2], quality[3], quality[4] = 1, 2, 4, 32
    export(folder / name, {"a": numbers, "b": numbers, "c": numbers, "d": quality})


def test_an_image_is_decoded_by_the_rules_beside_it(tmp_path):
    (tmp_path / "2023").mkdir()
    scene(tmp_path / "2023")
    (tmp_path / "flaash.stfusion.json").write_text(RULES)
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert image.product.id == "gf1-wfv-flaash" and image.product.role is SensorRole.FINE
    assert (image.date, image.platform, image.name) == (
        datetime.date(2023, 3, 6), "Gaofen-1", NAME[:-4])
    assert [(layer.name, layer.wavelength) for layer in image.layers] == [
        ("blue", 490), ("green", 560), ("red", 655)]
    values, _ = decoded(image, tmp_path / "cache")["red"]
    out = np.zeros((6, 6), bool)
    out[0, :2] = out[1:4] = True  # snow is kept
    np.testing.assert_array_equal(np.isnan(values), out)
    np.testing.assert_allclose(values[~out], REFLECTANCE[~out], atol=1e-4)


def test_rules_beside_a_single_file_count_too(tmp_path):
    scene(tmp_path)
    (tmp_path / "flaash.stfusion.json").write_text(RULES)
    assert len(images_of(tmp_path / NAME, tmp_path / "cache")) == 1


def test_rules_of_a_file_for_each_band(tmp_path):
    rules = {"role": "coarse", "name": "{band}_tile{tile}_{day}.tif", "fill": 0, "gain": 0.0001,
             "bands": {"red": "B1", "nir": "B2:2"},
             "quality": [{"condition": "cloud", "layer": "qa", "values": 1}]}
    (tmp_path / "r.stfusion.json").write_text(json.dumps(rules))
    for tile in ("h01", "h02"):
        export(tmp_path / f"B1_tile{tile}_2023081.tif", {"": REFLECTANCE * 10000})
        export(tmp_path / f"B2_tile{tile}_2023081.tif", {"": REFLECTANCE * 0,
                                                        " ": REFLECTANCE * 20000})
        export(tmp_path / f"qa_tile{tile}_2023081.tif", {"": REFLECTANCE * 0})
    images = images_of(tmp_path, tmp_path / "cache")
    assert [(image.tile, image.date) for image in images] == [
        (tile, datetime.date(2023, 3, 22)) for tile in ("h01", "h02")]
    found = decoded(images[0], tmp_path / "cache")
    np.testing.assert_allclose(found["red"][0], REFLECTANCE, atol=1e-4)
    np.testing.assert_allclose(found["nir"][0], REFLECTANCE * 2, atol=2e-4)


def test_bands_by_their_descriptions(tmp_path):
    rules = {"role": "fine", "name": "s_{date}.tif", "bands": {"red": "c"}, "gain": 0.0001}
    (tmp_path / "r.stfusion.json").write_text(json.dumps(rules))
    scene(tmp_path, "s_2023-03-06.tif")
    (image,) = images_of(tmp_path, tmp_path / "cache")
    assert (image.layers[0].band, image.date) == (3, datetime.date(2023, 3, 6))


@pytest.mark.parametrize(("before", "after", "line", "words"), [
    ('"gain"', '"gian"', 12, '"gian" is not known; there are "gain"'),
    ("0.0001", '"small"', 12, "a number other than 0"),
    ('"fine"', '"sharp"', 4, '"sharp" is none of "fine", "coarse"'),
    ("{date}", "20230306", 6, "needs either {date} or {day}"),
    ("{date}", "{date}_{when}", 6, "needs either {date} or {day}"),
    ("[1, 10000]", "[10000, 1]", 14, "the lesser one first"),
    ('"cloud", "layer"', '"clouds", "layer"', 16, '"clouds" is none of "fill", "cloud"'),
    ('"bits": [2, 3]', '"bits": 2', 17, "two numbers"),
    ('"bit": 5', '"bitt": 5', 18, '"bitt" is not known; there are "bit"'),
    ('"layer": 4, "bit": 5', '"layer": 4', 18, 'needs "bit"'),
    ('"fill": 0,', '"fill": 0', 14, "no JSON here"),
    ('"name": "GF1_WFV?_*_{date}_*_FLAASH.tif",', "", 1, '"name" is missing'),
    ('"place": 3, ', "", 10, '"place" is missing'),
    ('"green": 2', '"green": true', 9, "a text"),
    ('["cloud", "shadow"]', '"cloud"', 20, "a list in brackets"),
])
def test_what_is_wrong_is_told_with_its_line(before, after, line, words):
    with pytest.raises(InputError, match=re.escape(f"rules.json, line {line}: ")) as found:
        product_of_rules(RULES.replace(before, after, 1), "rules.json")
    assert words in str(found.value)


@pytest.mark.parametrize("text", ["", "[]", "1", "{", "{}", "\0", '{"name": 1}', "[" * 100000])
def test_no_file_makes_a_traceback(text):
    with pytest.raises(InputError, match="line"):
        product_of_rules(text, "rules.json")


def test_wrong_rules_are_listed_and_harm_nothing_else(tmp_path):
    scene(tmp_path)
    (tmp_path / "a.stfusion.json").write_text(RULES.replace('"fine"', '"sharp"'))
    (tmp_path / "b.stfusion.json").write_text(RULES)
    (tmp_path / "c.stfusion.json").write_bytes(b"\xff\xfe\x00")
    images, unusable = described(recognise(str(tmp_path), str(tmp_path / "cache")))
    assert [image.product.id for image in images] == ["gf1-wfv-flaash"]
    assert [pathlib.Path(each.path).name for each in unusable] == [
        "a.stfusion.json", "c.stfusion.json"]


@pytest.mark.parametrize("name", ["products.md", "products.zh_CN.md"])
def test_the_example_of_the_documentation_works(name):
    text = (DOCUMENTATION / name).read_text(encoding="utf-8")
    for example in re.findall(r"```json\n(.*?)```", text, re.DOTALL):
        product = product_of_rules(example, name)
        assert product.bands and PixelCondition.CLOUD in product.conditions
    assert "```json" in text


def test_rules_and_modules_of_a_folder_are_known(tmp_path, monkeypatch):
    (tmp_path / "flaash.json").write_text(RULES)
    (tmp_path / "wrong.json").write_text("{")
    (tmp_path / "twice.json").write_text(RULES)
    (tmp_path / "own.py").write_text(r'''
from stfusion_qgis.products.layouts import bands_of_file
from stfusion_qgis.products.product import Product, ProductBand, SensorRole

OWN = Product(id="own", title="Own", role=SensorRole.COARSE, name=r"own_(?P<date>\d{8})",
              bands=(ProductBand("red", 650, "1"),), gain=0.01, layout=bands_of_file, source="me")
''')
    (tmp_path / "broken.py").write_text("1 / 0")
    (tmp_path / "shipped.py").write_text(
        "from stfusion_qgis.products.definitions.mcd43a4 import MCD43A4")
    monkeypatch.setenv(known_products.FOLDER_VARIABLE, "")
    known_products.use_products_folder(tmp_path)
    try:
        products = known_products.all_products()
        assert list(products)[:2] == ["own", "gf1-wfv-flaash"]
        problems = "\n".join(known_products.product_problems())
        assert "ZeroDivisionError" in problems and "wrong.json, line 1" in problems
        assert "there is another one" in problems and "twice.json" in problems
        scene(tmp_path)
        export(tmp_path / "own_20230322.tif", {"": REFLECTANCE * 100})
        images, unusable = described(recognise(str(tmp_path), str(tmp_path / "cache")))
        assert {image.product.id for image in images} == {"own", "gf1-wfv-flaash"}
        assert any("wrong.json, line 1" in each.reason for each in unusable)
    finally:
        known_products.use_products_folder(None)
    assert "own" not in known_products.all_products()


def test_gdal_stays_quiet_where_a_band_is_missing(tmp_path, capfd):
    (tmp_path / "r.stfusion.json").write_text(json.dumps(
        {"role": "fine", "name": "s_{date}.tif", "bands": {"red": "none"}}))
    scene(tmp_path, "s_20230306.tif")
    images, (problem,) = described(recognise(str(tmp_path), str(tmp_path / "cache")))
    assert not images and "no layer none" in problem.reason
    assert capfd.readouterr() == ("", "") and gdal.GetLastErrorMsg() == ""

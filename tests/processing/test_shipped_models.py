"""The models that come with the plugin."""

import os

import pytest
from qgis.core import QgsApplication, QgsProcessingModelAlgorithm

from stfusion_qgis import translation
from stfusion_qgis.errors import InputError
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family
from stfusion_qgis.processing.models import copy_for_user
from tests.scene_files import PIXEL, make_images, read_tif, write_tif

DATES = ["2020-06-01", "2020-07-01", "2020-08-01"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return the paths of a pair, coarse images of three dates and the first one's true image."""
    folder = tmp_path_factory.mktemp("images")
    images = make_images(rows=64, columns=64, bands=2, ratio=8, dates=3)
    pixel = images.ratio * PIXEL
    coarse = {date: write_tif(folder / f"coarse_{date}.tif", values, pixel=pixel)
              for date, values in zip(DATES, images.predictions)}
    return {
        "FINE_1": write_tif(folder / "fine_2020-05-01.tif", images.fine[0]),
        "COARSE_1": write_tif(folder / "coarse_2020-05-01.tif", images.coarse[0], pixel=pixel),
        "COARSE_PREDICTION": coarse[DATES[0]],
        "COARSE_SERIES": [coarse[date] for date in DATES[1:]],
        "REFERENCE": write_tif(folder / "true_2020-06-01.tif", images.truth)}


def given(files, *names):
    return {name: files[name] for name in names}


def test_models_are_listed(provider):
    """All are in the provider, with the outputs that their steps have."""
    models = {a.name(): a for a in provider.algorithms() if a.groupId() == "models"}
    assert set(models) == {"fuseandassess", "compareonepairmethods", "predictseason",
                           "downloadstofusion"}
    for model in models.values():
        assert model.outputDefinitions(), model.name()
        assert " " in model.displayName()
        assert model.canExecute()[0]
        valid, problems = model.validate()
        assert valid, ("call ./dev models", problems)


def test_fuse_and_assess(run, files, tmp_path):
    """The image and the report are there, and the report names the metrics."""
    outputs = run("fuseandassess", {
        **given(files, "FINE_1", "COARSE_1", "COARSE_PREDICTION", "REFERENCE"),
        "fusion:OUTPUT": str(tmp_path / "predicted.tif"),
        "quality:OUTPUT_HTML": str(tmp_path / "report.html")})
    values = read_tif(outputs["fusion:OUTPUT"])
    assert values.shape == (2, 64, 64)
    assert "RMSE" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_compare_has_every_one_pair_method(run, provider, files, tmp_path):
    """The model has a step for each method that one pair suffices for, and runs them all."""
    model = QgsApplication.processingRegistry().createAlgorithmById(
        "stfusion:compareonepairmethods")
    steps = {child.algorithmId() for child in model.childAlgorithms().values()}
    methods = {m.id for m in all_methods().values()
               if m.pairs[0] <= 1 and m.family not in (Family.SUPER_RESOLUTION, Family.NETWORK)}
    assert steps == {f"stfusion:{name}" for name in methods} | {"stfusion:comparemethods"}
    run("compareonepairmethods", {
        **given(files, "FINE_1", "COARSE_1", "COARSE_PREDICTION", "REFERENCE"),
        "GUIDE": write_tif(tmp_path / "guide.tif", make_images(
            rows=64, columns=64, guided=True).guide),
        "comparison:OUTPUT_HTML": str(tmp_path / "comparison.html")})
    report = (tmp_path / "comparison.html").read_text(encoding="utf-8")
    assert "guide.tif (similar pixels" in report and ": none;" in report
    assert "Metrics and ranks" in report
    assert report.count("<tr>") > 10


def test_predict_season(run, files, tmp_path):
    """Every coarse image gets its fine one, and the proof lies beside them."""
    run("predictseason", {
        "FINE": [files["FINE_1"]],
        "COARSE": [files["COARSE_1"], files["COARSE_PREDICTION"], *files["COARSE_SERIES"]],
        "season:OUTPUT": str(tmp_path / "season"),
        "season:OUTPUT_HTML": str(tmp_path / "proof.html")})
    names = os.listdir(tmp_path / "season")
    assert {f"season_{date}.tif" for date in DATES} < set(names)
    assert "Nothing is proved" in (tmp_path / "proof.html").read_text(encoding="utf-8")


def test_guides_in_models(run, files, tmp_path):
    """They reach the steps that take one: of the season by the method that is named."""
    guide = write_tif(tmp_path / "guide.tif", make_images(rows=64, columns=64, guided=True).guide)
    run("predictseason", {
        "FINE": [files["FINE_1"]], "COARSE": [files["COARSE_1"], files["COARSE_PREDICTION"]],
        "METHOD": "fitfc", "GUIDE": guide, "season:OUTPUT": str(tmp_path / "season"),
        "season:OUTPUT_HTML": str(tmp_path / "proof.html")})
    assert "guide: counts in " in (tmp_path / "proof.html").read_text(encoding="utf-8")
    run("fuseandassess", {
        **given(files, "FINE_1", "COARSE_1", "COARSE_PREDICTION", "REFERENCE"), "GUIDE": guide,
        "fusion:OUTPUT": str(tmp_path / "predicted.tif"),
        "quality:OUTPUT_HTML": str(tmp_path / "report.html")})
    assert "guide.tif (similar pixels" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_copies_are_in_the_users_language(provider, tmp_path):
    """With other names, as the user's own models have; they run as they are."""
    translation.use_translator(lambda text: f"[{text}]", "zh_CN")
    try:
        copy_for_user("fuseandassess", str(tmp_path / "models" / "copy.model3"))
    finally:
        translation.use_translator(None)
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(tmp_path / "models" / "copy.model3"))
    assert model.displayName() == "[Fuse and assess]" and model.group() == "STFusion"
    assert "[Fine image, pair 1]" in [each.description() for each in model.parameterDefinitions()]
    valid, problems = model.validate()
    assert valid, problems


def test_a_copy_that_cannot_be_written(provider, tmp_path):
    (tmp_path / "models").write_text("a file in its place")
    with pytest.raises(InputError, match="cannot be written"):
        copy_for_user("predictseason", str(tmp_path / "models" / "copy.model3"))

"""The provider in QGIS, and images to run its algorithms on."""

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)

from stfusion_qgis.processing.provider import StfusionProvider
from tests.scene_files import make_images, write_tif


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__(False)
        self.lines, self.warnings, self.errors, self.percents = [], [], [], []
        self.progressChanged.connect(self.percents.append)

    def pushInfo(self, text):  # noqa: N802 (these names are given by QGIS)
        self.lines.append(text)

    def pushWarning(self, text):  # noqa: N802
        self.warnings.append(text)

    def reportError(self, text, fatal=False):  # noqa: N802
        self.errors.append(text)


@pytest.fixture(scope="module")
def provider(qgis_app):
    """Return the registered provider."""
    # Here, since the process that hands out the tests, and reads this file, has no QGIS.
    from processing.core.Processing import Processing
    Processing.initialize()
    provider = StfusionProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)


@pytest.fixture
def run(provider):
    """Return a function that runs an algorithm as scripts do and returns its outputs.

    The function has the attribute `feedback` of its last run.
    """
    import processing

    def run(name, parameters):
        run.feedback, context = Feedback(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"stfusion:{name}", parameters, feedback=run.feedback,
                              context=context)
    yield run
    QgsProject.instance().clear()
    run.feedback = None  # what lives longer than QGIS crashes it


@pytest.fixture
def error_of(run):
    """Return a function that runs an algorithm which must fail, and returns what the user reads."""
    def error_of(name, parameters):
        try:  # pytest.raises would keep the layers of the run until after QGIS has ended
            run(name, parameters)
        except QgsProcessingException as error:
            return "\n".join([str(error), *run.feedback.errors])
        pytest.fail("it ran")
    return error_of


@pytest.fixture
def images():
    """Return arrays of a small scene of three bands, reflectance times 10000."""
    return make_images(rows=48, columns=56, bands=3, pairs=2).map(
        lambda a: np.rint(a * 10000).astype(np.int16))


@pytest.fixture
def files(tmp_path, images):
    """Return the parameters of an algorithm with one pair, and the true image as TRUTH."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["green", "red", "nir"]
    written = {
        name: write_tif(folder / file, values, pixel, nodata=-9999, names=names,
                        wavelengths=[560, 660, 830])
        for name, file, values, pixel in [
            ("FINE_1", "fine_2020-03-01.tif", images.fine[0], 30),
            ("COARSE_1", "coarse_2020-03-01.tif", images.coarse[0], 240),
            ("FINE_2", "fine_2020-05-01.tif", images.fine[1], 30),
            ("COARSE_2", "coarse_2020-05-01.tif", images.coarse[1], 240),
            ("COARSE_PREDICTION", "coarse_2020-04-01.tif", images.predictions[0], 240),
            ("TRUTH", "truth_2020-04-01.tif", images.truth, 30)]}
    return {**written, "OUTPUT": str(tmp_path / "out" / "predicted.tif")}


@pytest.fixture
def one_pair(files, tmp_path):
    """Return the parameters of an algorithm with one pair; the folder of the output exists."""
    (tmp_path / "out").mkdir()
    return {name: files[name] for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION", "OUTPUT")}

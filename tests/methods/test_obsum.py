"""OBSUM against a plain reference made from the paper, and its known accuracy."""

import numpy as np
import pytest
from scipy.optimize import lsq_linear

from stfusion_qgis import engine
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline
from stfusion_qgis.methods.obsum import Obsum
from stfusion_qgis.methods.steps import object_residuals, strips
from stfusion_qgis.methods.steps.classification import find_classes
from stfusion_qgis.methods.steps.object_residuals import homogeneous_pixels
from stfusion_qgis.methods.steps.objects import describe_objects
from stfusion_qgis.methods.steps.segmentation import segment
from stfusion_qgis.progress import Progress
from tests.methods.super_resolution import predict, with_gap
from tests.scene_files import block_mean, make_images, read_tif

METHOD = Obsum()
SMALL = {"classes": 3, "unmixing_window": 5, "window_size": 7, "similar_pixels": 9,
         "residual_pixels": 20.0}


class Reference:
    """OBSUM as Guo et al. 2024 write it, object by object and pixel by pixel.

    The objects and the classes of the pixels are taken as given.
    """

    def __init__(self, images, objects, classes, parameters):
        self.images, self.objects, self.parameters = images, objects, parameters
        self.fine = images.fine[0].astype(float)
        self.shape = self.fine.shape[1:]
        self.valid = np.isfinite(self.fine).all(axis=0)
        self.numbers = range(objects.max() + 1)
        self.classes = np.array([np.bincount(classes[objects == o]).argmax()
                                 for o in self.numbers])
        ratio, offset = images.ratio, images.offset
        self.cell_row = (np.arange(self.shape[0]) + offset[0]) // ratio
        self.cell_column = (np.arange(self.shape[1]) + offset[1]) // ratio
        self.unmixed = self.compensated = images.predictions[0].astype(float)
        if parameters.unmixed != "values":
            self.unmixed = self.compensated = self.unmixed - images.coarse[0]
        if parameters.unmixed == "change_to_values":
            self.compensated = images.predictions[0] - block_mean(self.fine, ratio, offset)
        self.covered = np.isfinite(self.unmixed).all(axis=0)
        self.cells = list(np.ndindex(self.covered.shape))
        self.share = np.zeros(self.covered.shape)
        for cell in self.cells:
            self.share[cell] = (self.inside(cell) & self.valid).sum() / ratio ** 2
        self.share *= self.covered
        self.known = self.share >= 0.5

    def inside(self, cell):
        """Return which fine pixels lie in a cell."""
        return (self.cell_row[:, None] == cell[0]) & (self.cell_column == cell[1])

    def window(self, values, cell, radius):
        i, j = cell
        return values[..., max(i - radius, 0):i + radius + 1, max(j - radius, 0):j + radius + 1]

    def unmix(self, band):
        """Return the value of each class around each cell (classes, cell rows, cell columns)."""
        p, count = self.parameters, self.parameters.classes
        kinds = np.append(self.classes, -1)[self.objects]
        fractions = np.zeros((count, *self.known.shape))
        for cell in self.cells:
            pixels = kinds[self.inside(cell) & self.valid]
            fractions[(slice(None), *cell)] = [(pixels == k).sum() / max(len(pixels), 1)
                                               for k in range(count)]
        target = self.unmixed[band]
        counted = self.share > 0
        low, high = (f(target[counted]) for f in (np.min, np.max))
        mean = np.average(target[counted], weights=self.share[counted])
        result = np.empty_like(fractions)
        for cell in self.cells:
            share = self.window(self.share, cell, p.unmixing_window // 2)
            weight = np.sqrt(share[share > 0])
            a = self.window(fractions, cell, p.unmixing_window // 2)[:, share > 0].T
            v = self.window(target, cell, p.unmixing_window // 2)[share > 0]
            ridge = np.sqrt(p.regularisation * share.sum() / count)
            result[(slice(None), *cell)] = lsq_linear(
                np.vstack([a * weight[:, None], ridge * np.eye(count)]),
                np.append(v * weight, np.full(count, ridge * mean)), (low, high), "bvls").x
        return result

    def of_objects(self, values):
        """Return the value of each pixel's object."""
        return np.where(self.objects >= 0, np.append(values, 0)[self.objects], np.nan)

    def interpolated_residual(self, predicted, band):
        residual = np.zeros(self.known.shape)
        for cell in self.cells:
            if self.known[cell]:
                residual[cell] = self.compensated[band][cell] - np.nanmean(
                    predicted[self.inside(cell)])
        spline = ThinPlateSpline(residual[None].astype(np.float32), self.known, self.images.ratio,
                                 *self.images.offset)
        return spline.at(Window(0, 0, *self.shape))[0]

    def residual_index(self):
        """Return the object residual index of each pixel (equations 4 to 6)."""
        ratio = self.images.ratio
        index = np.zeros(self.shape)
        for y, x in zip(*np.nonzero(self.valid)):
            window = np.s_[max(y - ratio // 2, 0):y + ratio // 2 + 1,
                           max(x - ratio // 2, 0):x + ratio // 2 + 1]
            around = self.objects[window][self.valid[window]]
            from_centre = [(p + o) % ratio - (ratio - 1) / 2
                           for p, o in zip((y, x), self.images.offset)]
            index[y, x] = np.mean(around == self.objects[y, x]) / (
                1 + np.hypot(*from_centre) / (ratio / 2))
        return index

    def shared(self, residual):
        """Average over the similar pixels around each pixel."""
        p, result = self.parameters, np.full(self.shape, np.nan)
        half = p.window_size // 2
        for y, x in zip(*np.nonzero(self.valid)):
            around = [(((self.fine[:, v, u] - self.fine[:, y, x]) ** 2).sum(), v, u)
                      for v in range(max(y - half, 0), min(y + half + 1, self.shape[0]))
                      for u in range(max(x - half, 0), min(x + half + 1, self.shape[1]))
                      if self.valid[v, u]]
            similar = [(v, u) for _, v, u in sorted(around)[:p.similar_pixels]]
            weights = [1 / (1 + np.hypot(v - y, u - x) / (p.window_size / 2)) for v, u in similar]
            result[y, x] = np.average([residual[s] for s in similar], weights=weights)
        return result

    def band(self, band):
        of_classes = self.unmix(band)
        at_pixels = np.full(self.shape, np.nan)
        for y, x in zip(*np.nonzero(self.valid)):
            at_pixels[y, x] = of_classes[self.classes[self.objects[y, x]], self.cell_row[y],
                                         self.cell_column[x]]
        values = np.array([at_pixels[self.objects == o].mean() for o in self.numbers])  # equation 3
        residual = self.interpolated_residual(self.of_objects(values), band)
        index = self.residual_index()
        for o in self.numbers:  # equations 7 to 9
            own = self.objects == o
            count = int(np.ceil(self.parameters.residual_pixels / 100 * own.sum()))
            chosen = own & (index >= np.sort(index[own])[-count] - 1e-7)
            values[o] += np.average(residual[chosen], weights=index[chosen])
        predicted = self.of_objects(values)
        predicted += self.shared(self.interpolated_residual(predicted, band))
        return predicted

    def predict(self):
        result = np.stack([self.band(b) for b in range(len(self.fine))])
        covered = self.covered[self.cell_row[:, None], self.cell_column]
        if self.parameters.unmixed != "values":
            result += self.fine
        return np.where(covered, result, np.nan)


def reference(images, scene, parameters):
    fine = scene.fine[0]
    objects = segment(scene, fine, parameters.object_scale, Progress())
    classes = find_classes(scene, [fine], parameters.classes)
    valid = np.isfinite(images.fine[0]).all(axis=0)
    kinds = classes.label([Image(np.where(valid, images.fine[0], 0), valid)])
    return Reference(images, objects, kinds, parameters)


@pytest.mark.parametrize("unmixed, offset, regularisation", [
    ("change", (0, 0), 0.1), ("change", (3, 1), 0.001), ("change_to_values", (3, 1), 0.1),
    ("values", (0, 0), 0.1)])
def test_against_plain_reference(tmp_path, unmixed, offset, regularisation):
    images = make_images(rows=29, columns=34, ratio=4, offset=offset, noise=0.01)
    check_against_reference(tmp_path, images, {
        **SMALL, "unmixed": unmixed, "regularisation": regularisation})


def test_gaps_against_plain_reference(tmp_path):
    images = make_images(rows=32, columns=36, ratio=4, noise=0.01)
    images.fine = [with_gap(images.fine[0], slice(10, 17), slice(20, 27))]
    images.coarse = [with_gap(images.coarse[0], slice(5, 6), slice(2, 4))]
    images.predictions = [with_gap(images.predictions[0], slice(1, 2), slice(7, 8))]
    check_against_reference(tmp_path, images, SMALL)


def check_against_reference(folder, images, changes):
    """Within 1e-4 of the range of the data."""
    scene, parameters = images.open(folder), METHOD.Parameters(**changes)
    expected = reference(images, scene, parameters).predict()
    prediction = predict(METHOD, scene, **changes)
    np.testing.assert_array_equal(prediction.valid, np.isfinite(expected).all(axis=0))
    reach = np.nanmax(expected) - np.nanmin(expected)
    difference = (prediction.values - expected)[:, prediction.valid]
    np.testing.assert_allclose(difference / reach, 0, atol=1e-4)


@pytest.mark.parametrize("share", [0.05, 0.5, 1.0])
def test_homogeneous_pixels_against_plain_search(tmp_path, monkeypatch, share):
    images = make_images(rows=29, columns=34, ratio=4, offset=(3, 1))
    images.fine = [with_gap(images.fine[0], slice(10, 13), slice(20, 27))]
    scene = images.open(tmp_path)
    plain = reference(images, scene, METHOD.Parameters(**SMALL))
    index = plain.residual_index()
    expected = np.zeros(index.shape, bool)
    for o in plain.numbers:
        own = plain.objects == o
        expected |= own & (index >= np.sort(index[own])[-int(np.ceil(share * own.sum()))] - 1e-7)
    monkeypatch.setattr(strips, "_PIXELS", 5 * 34)
    monkeypatch.setattr(object_residuals, "_SORTED_PIXELS", plain.objects.size // 3)
    pixels, found = homogeneous_pixels(scene, plain.objects, share, Progress())
    np.testing.assert_array_equal(pixels, np.flatnonzero(expected))
    np.testing.assert_allclose(found, index[expected], rtol=1e-6)


def test_objects_in_cells(tmp_path, monkeypatch):
    images = make_images(rows=29, columns=34, ratio=4, offset=(3, 1))
    scene = images.open(tmp_path)
    fine = scene.fine[0]
    labels = segment(scene, fine, 2.0, Progress())
    classes = find_classes(scene, [fine], 4)
    monkeypatch.setattr(strips, "_PIXELS", 5 * 34)
    objects = describe_objects(scene, fine, labels, classes, Progress())
    np.testing.assert_array_equal(objects.size, np.bincount(labels.ravel()))
    kinds = classes.label([Image(images.fine[0], np.ones(labels.shape, bool))])
    for o, kind in enumerate(objects.classes):
        votes = np.bincount(kinds[labels == o])
        assert votes[kind] == votes.max()
    values = np.random.default_rng(0).normal(size=(len(objects.classes), 2))
    means = block_mean(np.moveaxis(values[labels], -1, 0), 4, (3, 1))
    np.testing.assert_allclose(objects.in_cells(values), means.reshape(2, -1), atol=1e-9)
    shares = block_mean((objects.classes[labels] == np.arange(4)[:, None, None]) * 1.0, 4, (3, 1))
    np.testing.assert_allclose(objects.fractions(4), shares.reshape(4, -1), atol=1e-9)


@pytest.mark.parametrize("change", [0.0, 0.07])
def test_constant_change_shifts(tmp_path, change):
    images = make_images()
    images.predictions = [images.coarse[0] + np.float32(change)]
    prediction = predict(METHOD, images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, images.fine[0] + change, atol=1e-5)


def test_class_wise_change_is_recovered(tmp_path):
    """Pure classes in patches larger and smaller than coarse pixels; each class has a change.

    Some coarse pixels must be pure: values of classes keep to the range of the coarse image.
    """
    rng = np.random.default_rng(3)
    land = np.kron(rng.integers(0, 4, (16, 18)), np.ones((5, 5), int))
    land[:, :20] = np.repeat([0, 1, 2, 3], 20)[:, None]
    spectra = np.array([[0.1, 0.3, 0.5, 0.2], [0.4, 0.1, 0.2, 0.5]])
    change = np.array([[0.05, -0.02, 0.1, 0.0], [0.0, 0.08, -0.05, 0.03]])
    images = make_images(rows=80, columns=90)
    images.fine = [spectra[:, land].astype(np.float32)]
    images.truth = (spectra + change)[:, land]
    images.coarse = [block_mean(images.fine[0], 8).astype(np.float32)]
    images.predictions = [block_mean(images.truth, 8).astype(np.float32)]
    prediction = predict(METHOD, images.open(tmp_path), classes=4, regularisation=1e-6)
    np.testing.assert_allclose(prediction.values, images.truth, atol=1e-3)


def test_differences_between_the_sensors_do_not_matter(tmp_path):
    """An offset that both coarse images have is no change."""
    images = make_images()
    expected = predict(METHOD, images.open(tmp_path)).values
    images.coarse, images.predictions = ([a[0] + np.float32(0.05)] for a in (
        images.coarse, images.predictions))
    prediction = predict(METHOD, images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, expected, atol=1e-5)


def test_values_alone_need_no_coarse_image_of_the_pair(tmp_path):
    images = make_images()
    expected = predict(METHOD, images.open(tmp_path), unmixed="values")
    images.coarse = [with_gap(images.coarse[0] * 2, slice(2, 4), slice(3, 5))]
    prediction = predict(METHOD, images.open(tmp_path), unmixed="values")
    np.testing.assert_array_equal(prediction.valid, True)
    np.testing.assert_array_equal(prediction.values, expected.values)


def test_as_accurate_as_public_code(tmp_path, shared_data):
    folder = shared_data / "gwydir"
    sources = [[Source(str(folder / name))] for name in (
        "fine_2004-11-26.tif", "coarse_400m_2004-11-26.tif", "coarse_400m_2004-12-28.tif")]
    output = str(tmp_path / "out.tif")
    engine.run(METHOD, open_scene(Inputs.of(*sources)), METHOD.Parameters(), [output])
    errors = read_tif(output) - read_tif(folder / "fine_2004-12-28.tif")
    assert np.sqrt((errors ** 2).mean(axis=(1, 2))).mean() <= 210

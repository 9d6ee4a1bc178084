"""OBSUM with objects from elsewhere."""

import numpy as np
import pytest
from osgeo import ogr, osr

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods.obsum import Obsum
from stfusion_qgis.methods.steps.given_objects import given_objects
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.small_scenes import ORIGIN, PIXEL, make_images
from stfusion_qgis.testing.trial import Trial

FIELDS = np.kron(np.arange(1, 13).reshape(3, 4), np.ones((16, 14))).astype(np.float32)


def objects(scene, found=None):
    def segments():
        assert found is not None, "nothing is segmented where the guide has no gaps"
        return found.astype(np.int32)

    return given_objects(scene, scene.guide, segments, Progress())


def same_parts(one, other):
    """Say whether two images of labels divide the pixels alike."""
    pairs = np.unique(np.stack([one.ravel(), other.ravel()]), axis=1).shape[1]
    return pairs == len(np.unique(one)) == len(np.unique(other))


def scene_with(tmp_path, guide):
    images = make_images()
    images.guide = guide[None]
    return images.open(tmp_path)


def test_labels_are_objects(tmp_path):
    found = objects(scene_with(tmp_path, FIELDS))
    assert same_parts(found, FIELDS) and found.min() == 0 and found.max() == 11


def test_patches_of_kinds_of_land_are_objects(tmp_path):
    """Two kinds, as a chess board: each field hangs together with none of its kind."""
    kinds = (np.indices((3, 4)).sum(axis=0) % 2).repeat(16, 0).repeat(14, 1).astype(np.float32)
    assert same_parts(objects(scene_with(tmp_path, kinds + 3)), FIELDS)


def test_gaps_are_filled_by_the_objects_of_the_image(tmp_path):
    guide = FIELDS.copy()
    guide[10:40, 5:30] = np.nan
    segments = (np.indices(FIELDS.shape)[0] // 20).astype(np.float32)
    found = objects(scene_with(tmp_path, guide), segments)
    expected = np.where(np.isnan(guide), segments + 100, guide)
    assert same_parts(found, expected) and found.max() + 1 == len(np.unique(found))
    assert same_parts(objects(scene_with(tmp_path, guide * np.nan), segments), segments)


def test_other_numbers_are_no_labels(tmp_path):
    with pytest.raises(InputError, match="no labels"):
        objects(scene_with(tmp_path, FIELDS + 0.5))
    images = make_images(guided=True)
    with pytest.raises(InputError, match="has 3 bands"):
        objects(images.open(tmp_path))


def polygons(path, fields, epsg=32633):
    """Write fields (left, top, right, bottom in fine pixels) as polygons."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    own = osr.SpatialReference()
    own.ImportFromEPSG(epsg)
    own.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("fields", own, ogr.wkbPolygon)
    for left, top, right, bottom in fields:
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)):
            ring.AddPoint_2D(ORIGIN[0] + PIXEL * x, ORIGIN[1] - PIXEL * y)
        shape = ogr.Geometry(ogr.wkbPolygon)
        shape.AddGeometry(ring)
        shape.Transform(osr.CoordinateTransformation(reference, own))
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    dataset = None
    return str(path)


@pytest.mark.parametrize("epsg", [32633, 4326])
def test_polygons_are_labels(tmp_path, epsg):
    """Whatever their CRS, and in every window alike; also in the whole method."""
    path = polygons(tmp_path / "fields.gpkg", [
        (14 * column, 16 * row, 14 * column + 14, 16 * row + 16)
        for row in range(3) for column in range(4)], epsg)
    images = make_images()
    scene = images.open(tmp_path, guide=path)
    whole = scene.guide.labels(scene.grid.whole())
    if epsg == 32633:
        np.testing.assert_array_equal(whole.values[0], FIELDS)
    else:
        assert (whole.values[0] == FIELDS).mean() > 0.98
    beyond = scene.guide.labels(scene.grid.whole().grow(3))
    np.testing.assert_array_equal(beyond.values[0, 3:-3, 3:-3], whole.values[0])
    assert not beyond.valid[:3].any()
    trial = Trial(Obsum(), 1)
    state = trial.method.prepare(scene, trial.parameters, Progress())
    assert same_parts(state.labels, whole.values[0] - 1)


def test_polygons_elsewhere_are_an_error(tmp_path):
    path = polygons(tmp_path / "far.gpkg", [(1000, 1000, 1100, 1100)])
    with pytest.raises(InputError, match="no polygon where the images lie"):
        make_images().open(tmp_path, guide=path)


def test_layers_of_a_file_are_named_as_in_qgis(tmp_path):
    path = polygons(tmp_path / "fields.gpkg", [(0, 0, 20, 20)])
    images = make_images()
    scene = images.open(tmp_path, guide=f"{path}|layername=fields")
    assert scene.guide.labels(scene.grid.whole()).valid.sum() == 400


def test_objects_of_the_fields_are_better(tmp_path):
    """Each field changes by itself, and only the guide shows its borders."""
    rng = np.random.default_rng(0)
    images = make_images(bands=1)
    change = rng.uniform(-0.2, 0.2, 13)[FIELDS.astype(int)]
    before = 0.3 + 0.01 * rng.normal(size=FIELDS.shape)

    def cells(values):
        return values.reshape(1, 6, 8, 7, 8).mean(axis=(2, 4)).astype(np.float32)

    images.fine, images.truth = [before[None].astype(np.float32)], (before + change)[None]
    images.coarse, images.predictions = [cells(before)], [cells(before + change)]
    trial, errors = Trial(Obsum(), 1), []
    for guide in (FIELDS[None], None):
        images.guide = guide
        errors.append(np.abs(trial.predict(images) - images.truth).mean())
    assert errors[0] < 0.8 * errors[1]


def test_the_guide_is_opened_from_inputs(tmp_path):
    """`Inputs` carries it as a role, through JSON and through what methods take."""
    images = make_images(guided=True)
    scene = images.open(tmp_path)
    inputs = Inputs.of([scene.fine[0].source], [scene.coarse[0].source],
                       [scene.coarse_predictions[0].source], guide=scene.guide.layer.source)
    again = Inputs.from_dict(inputs.as_dict())
    assert again == inputs and "guide" in again.roles
    assert "guide" in again.taken(Obsum().references()).roles
    assert open_scene(again).guide.bands == 3

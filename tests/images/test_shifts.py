"""What the user is told of fine images that lie beside each other."""

import dataclasses

import pytest

from stfusion_qgis.progress import Progress
from tests.scene_files import make_images


def warnings_of(images, folder):
    log = Progress().collecting()
    images.open(folder, progress=log)
    return [text for text in log.warnings if "Blend" in text]


@pytest.mark.parametrize("pairs", [2, 3])
def test_a_fine_image_that_lies_elsewhere_is_told(tmp_path, pairs):
    wide = make_images(rows=128, columns=128, pairs=pairs, noise=0.0)
    moved = [one[:, 8:-8, 8:-8] for one in wide.fine]
    moved[-1] = wide.fine[-1][:, 5:-11, 10:-6]  # what lies 3 down and 2 left of it, as it is shown
    warning, = warnings_of(dataclasses.replace(wide, fine=moved, coarse=[
        one[:, 1:-1, 1:-1] for one in wide.coarse], predictions=[
        one[:, 1:-1, 1:-1] for one in wide.predictions]), tmp_path)
    assert "3.0 fine pixels too far down and 2.0 fine pixels too far left" in warning


def test_fine_images_that_lie_on_each_other_are_not(tmp_path):
    assert not warnings_of(make_images(rows=128, columns=128, pairs=2), tmp_path)

"""The checks for authors of methods: a sound method passes, and each check finds what it is for."""

import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest

from stfusion_qgis.images.image import Prediction
from stfusion_qgis.methods.method import Citation, Family, Method
from stfusion_qgis.parameters import integer
from stfusion_qgis.testing import check_method, checks


class Sound(Method["Sound.Parameters", object]):
    """The temporal difference, with an uncertainty; a subclass breaks one promise by `spoil`."""

    id = "sound"
    title = "Sound"
    family = Family.BASELINE
    summary = "Adds the change of the coarse image."
    help = "Adds the interpolated change of the coarse image to the fine one.\n\n" + 50 * "Really. "
    reference = Citation("Gao, F.", 2006, "On the blending", "TGRS", "10.1109/TGRS.2006.872081")
    gives_uncertainty = True

    @dataclass(frozen=True)
    class Parameters:
        """One that does nothing."""

        unused: int = integer(1, label="Unused", help="It does nothing, and does it well.",
                              minimum=0)

    def prepare(self, scene, parameters, progress):
        return scene

    def fuse(self, block, state):
        fine, before = block.fine[0], block.coarse[0]
        predictions = []
        for after in block.coarse_predictions:
            made = Prediction(fine.values + after.values - before.values,
                              fine.valid & before.valid & after.valid, np.ones_like(fine.values))
            predictions.append(self.spoil(made, block, state) or made)
        return predictions

    def spoil(self, made, block, scene):
        """Change what is made of one date, or return something else."""


def spoiled(spoil):
    """Return a method whose predictions are spoilt by a function."""
    return type("Spoiled", (Sound,), {"spoil": staticmethod(spoil), "id": "spoiled"})()


def described(**attributes):
    """Return a method with other attributes."""
    return type("Described", (Sound,), {"id": "described", **attributes})()


def in_shape(made, block, scene):
    made.values = made.values[:, :-1]


def in_type(made, block, scene):
    made.values = made.values.astype(np.float64)


def not_finite(made, block, scene):
    made.values[:, 3, 3] = np.nan


def into_its_input(made, block, scene):
    block.fine[0].values += 1


def into_a_mask(made, block, scene):
    block.coarse_predictions[0].valid[0] = False


def by_the_block(made, block, scene):
    made.values += 0.01 * made.values.mean()


def by_chance(made, block, scene):
    made.values += np.random.default_rng().normal(0, 1e-3, made.values.shape).astype(np.float32)


def by_all_dates(made, block, scene):
    made.values += 0.1 * np.mean([image.values for image in block.coarse_predictions], axis=0)


def without_sense(made, block, scene):
    made.values = 1 - 2 * made.values


def by_the_unit(made, block, scene):
    made.values = np.minimum(made.values, 1)


def by_the_row(made, block, scene):
    rows = np.arange(block.window.row, block.window.row + block.window.rows, dtype=np.float32)
    made.values += rows[:, None] / 1000


def by_the_column(made, block, scene):
    columns = np.arange(block.window.columns, dtype=np.float32) + block.window.column
    made.values += np.abs(columns - scene.grid.columns / 2 + 0.5) / 1000


def everywhere(made, block, scene):
    made.valid[:] = True


def where_coarse_is_missing(made, block, scene):
    made.valid = block.fine[0].valid & block.coarse_predictions[0].valid


def nowhere_with_gaps(made, block, scene):
    made.valid &= made.valid.all()


def nothing_of_little(made, block, scene):
    if block.core(block.fine[0].valid).mean() < 0.5 or scene.grid.rows < 16:
        made.values[:] = 0


def no_change_of_little(made, block, scene):
    if scene.statistics(scene.fine[0]).deviation[0] == 0:
        made.values[:] = block.fine[0].values


def negative(made, block, scene):
    made.uncertainty -= 2


def uncertain_elsewhere(made, block, scene):
    made.uncertainty[:, 0] = np.nan


def large_scenes_only(made, block, scene):
    made.valid &= scene.grid.rows > 20


def no_single_band(made, block, scene):
    made.valid &= len(made.values) > 1


def few_bands(made, block, scene):
    made.valid &= len(made.values) < 10


def by_the_spread(made, block, scene):
    spread = np.ptp(made.values)
    made.values *= spread / spread


def half_of_the_change(made, block, scene):
    made.values -= 0.5 * (block.coarse_predictions[0].values - block.coarse[0].values)


def flat(made, block, scene):
    made.values[:] = block.coarse[0].values


def by_the_grid(made, block, scene):
    if scene.grid.same_lattice(scene.coarse[0].grid):
        made.values += 0.2


class OneDate(Sound):
    """Predicts the first date only."""

    def fuse(self, block, state):
        return super().fuse(block, state)[:1]


class Falling(Sound):
    """Its progress falls."""

    def prepare(self, scene, parameters, progress):
        progress.report(0.9)
        progress.report(0.1)
        return scene


@dataclass(frozen=True)
class Poor:
    """A parameter whose label is in lower case."""

    unused: int = integer(1, label="unused", help="It does nothing, and does it well.", minimum=0)


BROKEN = [
    ("description", described(help="Short."), "the help"),
    ("description", described(summary="No sentence"), "the summary"),
    ("description", described(reference=Citation("A", 1999, "B", "C")), "neither a DOI"),
    ("parameter unused", described(Parameters=Poor), "upper case"),
    ("predictions", spoiled(in_shape), "the shape"),
    ("predictions", spoiled(in_type), "float64"),
    ("predictions", spoiled(not_finite), "not finite"),
    ("predictions", spoiled(into_its_input), "changes the images"),
    ("predictions", spoiled(into_a_mask), "changes the images"),
    ("predictions", OneDate(), "1 predictions of 2 dates"),
    ("blocks", spoiled(by_the_block), "depends on the blocks"),
    ("blocks", spoiled(by_chance), "on chance"),
    ("blocks, cut cells", spoiled(by_the_block), "depends on the blocks"),
    ("part of the whole", spoiled(by_the_block), "not that of the whole scene"),
    ("several dates", spoiled(by_all_dates), "depends on the other dates"),
    ("accuracy", spoiled(without_sense), "constant image"),
    ("units", spoiled(by_the_unit), "depends on the unit"),
    ("mirrored", spoiled(by_the_row), "on the direction"),
    ("transposed", spoiled(by_the_column), "on the direction"),
    ("gap in fine 1", spoiled(everywhere), "where nothing is known"),
    ("gap in fine 1", spoiled(nowhere_with_gaps), "outside of the gap"),
    ("gap in coarse 1", spoiled(where_coarse_is_missing), "the gap spoils"),
    ("gap in predictions 1", spoiled(everywhere), "where nothing is known"),
    ("uncertainty", spoiled(negative), "negative"),
    ("uncertainty", spoiled(uncertain_elsewhere), "different pixels"),
    ("small area", spoiled(nothing_of_little), "of a farm"),
    ("single pixel", spoiled(no_change_of_little), "of a single valid pixel"),
    ("stripes", spoiled(nothing_of_little), "between stripes"),
    ("unknown", spoiled(everywhere), "is unknown"),
    ("empty blocks", spoiled(by_the_block), "depends on the blocks where little is known"),
    ("small scene", spoiled(large_scenes_only), "small scene"),
    ("bands 1", spoiled(no_single_band), "1 band"),
    ("bands 20", spoiled(few_bands), "20 band"),
    ("constant images, change 0.0", spoiled(by_the_spread), "invalid value"),
    ("constant images, change 0.1", spoiled(half_of_the_change), "without any structure"),
    ("same change 0.0", spoiled(flat), "a change of 0.0"),
    ("same change 0.1", spoiled(half_of_the_change), "a change of 0.1"),
    ("resampled coarse images", spoiled(by_the_grid), "on the fine grid"),
    ("progress", Falling(), "falls"),
]


def test_a_sound_method_passes():
    check_method(Sound())


def test_each_check_has_a_method_that_it_finds():
    assert {name for name, _, _ in BROKEN} == {check.name for check in checks(Sound())}


@pytest.mark.parametrize("name, method, reason", BROKEN)
def test_a_broken_promise_is_found(name, method, reason):
    """And said: which promise of which method, and how."""
    check, = (check for check in checks(method) if check.name == name)
    with pytest.raises(AssertionError, match=f"^{check}: .*{reason}"):
        check()


def test_all_together_stop_at_the_first():
    with pytest.raises(AssertionError, match="described-description: the help"):
        check_method(described(help="Short."))


def test_checks_that_are_left_out():
    """Only those that there are; of each number of pairs."""
    method = described(pairs=(0, 2), help="Short.")
    names = [str(check) for check in checks(method, without=["description"])]
    assert "described-0-blocks" in names and "described-2-gap in coarse 2" in names
    assert "described-0-resampled coarse images" not in names
    assert not any("description" in name for name in names)
    with pytest.raises(ValueError, match="no check named unts"):
        checks(method, without=["unts"])


def test_parameters_are_given_by_the_number_of_pairs():
    seen = []

    class Curious(Sound):
        def prepare(self, scene, parameters, progress):
            seen.append(parameters.unused)
            return scene

    check, = (check for check in checks(
        Curious(), parameters=lambda pairs: Sound.Parameters(pairs + 7))
        if check.name == "accuracy")
    check()
    assert seen == [8]


def test_needs_neither_pytest_nor_qgis():
    code = ("import sys, stfusion_qgis.testing; "
            "sys.exit(any(name in sys.modules for name in ('pytest', 'qgis', 'tests')))")
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0

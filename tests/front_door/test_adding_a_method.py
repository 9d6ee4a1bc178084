"""docs/adding-a-method.md: its code works, and QGIS finds the method in both ways to install it."""

import re
import subprocess

import numpy as np
import pytest

from tests.scene_files import make_images, read_tif, write_tif
from tools.run_qgis import REPOSITORY, environment_of_the_repository, program

PAGE = (REPOSITORY / "docs" / "adding-a-method.md").read_text("utf-8")
METHOD, CHECK, TESTS = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
ENTRY_POINTS, = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)


def test_code_of_the_page(tmp_path, monkeypatch):
    """As a module of its own."""
    (tmp_path / "smootheddifference.py").write_text(METHOD, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = __import__("smootheddifference")
    exec(CHECK, vars(module))
    exec(TESTS, vars(module))
    mark, = module.test_smoothed_difference.pytestmark
    assert len(mark.args[1]) > 20
    module.test_smoothed_difference(mark.args[1][0])


@pytest.fixture(scope="module")
def qgis(tmp_path_factory):
    """Return a profile of QGIS and a function that runs qgis_process with it."""
    profile = tmp_path_factory.mktemp("profile")
    variables = {**environment_of_the_repository(profile), "QT_QPA_PLATFORM": "offscreen"}

    def run(*arguments, **more):
        return subprocess.run([program("qgis_process"), *arguments], env={**variables, **more},
                              text=True, capture_output=True, timeout=120)

    folder = profile / "profiles" / "default" / "stfusion" / "methods"
    folder.mkdir(parents=True)
    return folder, run


def test_a_file_of_the_profile(qgis, tmp_path):
    """It is listed and runs; one that fails is told of, and does no harm."""
    folder, run = qgis
    (folder / "smootheddifference.py").write_text(METHOD, "utf-8")
    (folder / "broken.py").write_text("import nothing_of_this_name")
    listed = run("list")
    assert "\tstfusion:smootheddifference\tSmoothed difference\n" in listed.stdout
    assert "\tstfusion:starfm\t" in listed.stdout
    assert "broken.py cannot be used: ModuleNotFoundError" in listed.stderr
    images = make_images()
    paths = [write_tif(tmp_path / f"{name}.tif", values, pixel)
             for name, values, pixel in (("fine", images.fine[0], 30),
                                         ("coarse", images.coarse[0], 240),
                                         ("prediction", images.predictions[0], 240))]
    output = tmp_path / "output.tif"
    result = run("run", "stfusion:smootheddifference", "--", f"FINE_1={paths[0]}",
                 f"COARSE_1={paths[1]}", f"COARSE_PREDICTION={paths[2]}", "WINDOW_SIZE=5",
                 f"OUTPUT={output}")
    assert result.returncode == 0, result.stdout + result.stderr
    error, change = (np.sqrt(((values - images.truth) ** 2).mean())
                     for values in (read_tif(output), images.fine[0]))
    assert error < change
    (folder / "broken.py").unlink()
    (folder / "smootheddifference.py").unlink()


def test_an_entry_point(qgis, tmp_path):
    """Of a package on Python's path, as the page has it in pyproject.toml."""
    _, run = qgis
    name, place = re.search(r'^(\w+) = "(.*)"$', ENTRY_POINTS, re.M).groups()
    package = tmp_path / place.partition(".")[0]
    package.mkdir()
    (package / "__init__.py").touch()
    (package / (place.partition(":")[0].rpartition(".")[2] + ".py")).write_text(METHOD, "utf-8")
    metadata = tmp_path / "my_package-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: my-package\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[stfusion.methods]\n{name} = {place}\n")
    listed = run("list", PYTHONPATH=str(tmp_path))
    assert "\tstfusion:smootheddifference\tSmoothed difference\n" in listed.stdout
    assert "cannot be used" not in listed.stderr

"""The example files of docs/scale.md: their syntax, and that they name what is there."""

import datetime
import pathlib
import shlex
import subprocess

import pytest
import yaml

from stfusion_qgis.run.job_file import job_of, read_job
from stfusion_qgis.run.options import parsed

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "docs" / "scale"


def test_job():
    pytest.importorskip("tomllib", reason="TOML comes with Python 3.11")
    job = job_of(read_job(str(FOLDER / "job.toml")))
    assert job.in_tiles and job.settings.executor == "dask"
    assert job.inputs.coarse_predictions[0].date == datetime.date(2024, 5, 9)


def test_grid_and_season():
    pytest.importorskip("tomllib", reason="TOML comes with Python 3.11")
    grid, season = (job_of(read_job(str(FOLDER / f"{name}.toml"))) for name in ("grid", "season"))
    assert len(grid.wanted) == 20 and grid.polygon_names == "tile"
    assert season.settings.executor == "dask" and season.request.index == "NDVI"


def test_slurm():
    script = FOLDER / "slurm.sh"
    subprocess.run(["bash", "-n", script], check=True)
    words = shlex.split(script.read_text().split("exec python -m stfusion_qgis.run ")[1])
    given, tables = parsed([{"$job": "job.toml", "$workers": "20"}.get(word, word)
                            for word in words if word.strip()])
    assert given.job == "job.toml" and tables["run"] == {
        "executor": "dask", "cluster": "dask_jobqueue.SLURMCluster", "workers": 20}
    settings = yaml.safe_load((FOLDER / "slurm.yaml").read_text())["jobqueue"]["slurm"]
    assert settings["cores"] == settings["processes"] == 1


def test_kubernetes():
    parts = list(yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text()))
    assert [part["kind"] for part in parts] == ["Service", "Deployment", "Deployment", "Job"]
    assert all(part["apiVersion"] and part["metadata"]["name"] for part in parts)
    service, scheduler, workers, job = parts
    for deployment in (scheduler, workers):
        labels = deployment["spec"]["template"]["metadata"]["labels"]
        assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert service["spec"]["selector"] == scheduler["spec"]["selector"]["matchLabels"]
    container, = job["spec"]["template"]["spec"]["containers"]
    given, tables = parsed(container["command"][3:])
    assert given.job == "/images/job.toml" and given.log
    address = tables["run"]["scheduler"]
    assert address == f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"
    worker, = workers["spec"]["template"]["spec"]["containers"]
    assert address in worker["command"]

"""Files for contributors, for those who cite, and for the servers that test: they agree."""

import configparser
import pathlib
import re
import subprocess
import sys

import pytest
import yaml

from stfusion_qgis.version import VERSION
from tools.run_qgis import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def read(*place):
    return yaml.safe_load((REPOSITORY.joinpath(*place)).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(REPOSITORY / "metadata.txt", encoding="utf-8")
    return parser["general"]


def test_one_version(metadata):
    assert metadata["version"] == VERSION == str(read("CITATION.cff")["version"])
    assert f"## {VERSION}" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_plugin_manager_speaks_chinese(metadata):
    for key in ("name", "description", "about", "tags"):
        assert re.search("[\u4e00-\u9fff]", metadata[f"{key}[zh]"]), key
    assert len(metadata["tags[zh]"].split(",")) == len(metadata["tags"].split(","))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_forms_of_issues(path):
    form = read(path)
    if path.name == "config.yml":
        assert all(set(link) == {"name", "url", "about"} for link in form["contact_links"])
        return
    assert form["name"] and form["description"]
    for part in form["body"]:
        assert part["type"] in ("textarea", "input", "markdown") and part["attributes"]["label"]
    identifiers = [part["id"] for part in form["body"]]
    assert len(set(identifiers)) == len(identifiers)


def test_workflows_call_what_there_is():
    """Commands of ./dev and folders of tests; each job has a limit of time."""
    commands = set(re.findall(r"^  ([a-z_-]+)\)", (REPOSITORY / "dev").read_text(), re.M))
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            assert job["timeout-minutes"] <= 90
            for step in job["steps"]:
                assert ("run" in step) != ("uses" in step)
                for command in re.findall(r"\./dev (\S+)", step.get("run", "")):
                    assert command in commands
                for folder in re.findall(r"\btests/\w+", step.get("run", "")):
                    assert pathlib.Path(REPOSITORY / folder).is_dir(), folder


@pytest.mark.parametrize("schema, paths", [
    ("github-workflows", WORKFLOWS),
    ("github-issue-forms", [path for path in FORMS if path.name != "config.yml"]),
    ("github-issue-config", [path for path in FORMS if path.name == "config.yml"]),
    ("citation-file-format", [REPOSITORY / "CITATION.cff"])])
def test_files_have_the_form_that_their_readers_ask_for(schema, paths):
    """What check-jsonschema brings along says so; an unknown key or a wrong kind is found."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *paths],
        text=True, capture_output=True)
    assert paths and checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_steps_of_workflows_can_be_run(path):
    """Their commands are Bash, and what they name of the matrix is in it."""
    for job in read(path)["jobs"].values():
        matrix = job.get("strategy", {}).get("matrix", {})
        known = set(matrix) | {key for entry in matrix.get("include", []) for key in entry}
        assert set(re.findall(r"matrix\.(\w+)", str(job))) <= known
        for step in job["steps"]:
            command = re.sub(r"\$\{\{.*?\}\}", "x", step.get("run", ""))
            assert subprocess.run(["bash", "-n"], input=command, text=True).returncode == 0, command


def test_hooks_call_what_there_is():
    for repository in read(".pre-commit-config.yaml")["repos"]:
        for hook in repository["hooks"]:
            for script in re.findall(r"\S+\.py", hook["entry"]):
                assert (REPOSITORY / script).is_file()

"""Files for contributors, for those who cite, and for the servers that test: they agree."""

import configparser
import pathlib
import re

import pytest
import yaml

from stfusion_qgis.version import VERSION
from tools.run_qgis import REPOSITORY

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
    for path in (REPOSITORY / ".github" / "workflows").glob("*.yml"):
        for job in read(path)["jobs"].values():
            assert job["timeout-minutes"] <= 90
            for step in job["steps"]:
                assert ("run" in step) != ("uses" in step)
                for command in re.findall(r"\./dev (\S+)", step.get("run", "")):
                    assert command in commands
                for folder in re.findall(r"\btests/\w+", step.get("run", "")):
                    assert pathlib.Path(REPOSITORY / folder).is_dir(), folder


def test_hooks_call_what_there_is():
    for repository in read(".pre-commit-config.yaml")["repos"]:
        for hook in repository["hooks"]:
            for script in re.findall(r"\S+\.py", hook["entry"]):
                assert (REPOSITORY / script).is_file()

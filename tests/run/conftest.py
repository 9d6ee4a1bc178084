"""A cluster for the tests of the command line."""

import pytest

from tests.local_cluster import local_cluster


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """Return the address of a scheduler with two workers, until the tests of a file are done."""
    pytest.importorskip("distributed")
    with local_cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address

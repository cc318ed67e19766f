"""What is printed: the sample brief on two sheets of A4, the test apart from its key."""

import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT


def sheets(page) -> int:
    """Return how many sheets of A4 a page prints on."""
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The brief that lesson 21 saves, made by running the lesson."""
    folder = tmp_path_factory.mktemp("brief")
    shutil.copy(ROOT / "notebooks" / "21-brief-the-council.ipynb", folder)
    command = [sys.executable, "-m", "malicourse.notebooks", "21-brief-the-council.ipynb"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "my-brief.html"


def test_the_sample_brief_prints_on_two_sheets(visit, sample):
    with visit(sample.as_uri()) as it:
        assert it.page.locator("img").evaluate("image => image.naturalWidth") > 0
        assert 1 <= sheets(it.page) <= 2
        assert it.outside == it.problems == []


def test_the_key_of_the_test_begins_a_new_sheet(server, visit):
    with visit(f"{server}/book/assessment.html") as it:
        it.page.emulate_media(media="print")
        assert (
            it.page.locator("#key").evaluate("node => getComputedStyle(node).breakBefore") == "page"
        )

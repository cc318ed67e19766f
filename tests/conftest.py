"""How tests are spread over workers that run at the same time."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a file to one worker, which sets it up once; a test in the browser to any."""
    for item in items:
        if "browser" not in item.path.parts:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))

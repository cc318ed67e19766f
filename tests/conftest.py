"""Which tests stay together where several run at a time (`--dist loadgroup`)."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares something dear on one worker; a page of the book goes to any."""
    for item in items:
        module = item.nodeid.partition("::")[0]
        if module.startswith("hub/"):
            # Rehearsals end what others left behind, so that two do not run side by side.
            item.add_marker(pytest.mark.xdist_group("hub"))
        elif not module.startswith("tests/browser/") or module.endswith("test_slides.py"):
            item.add_marker(pytest.mark.xdist_group(module))

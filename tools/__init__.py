"""Commands for authors of the course, run as `python -m tools.NAME` in its folder; in no wheel."""

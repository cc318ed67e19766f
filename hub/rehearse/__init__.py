"""Rehearse a class on a hub of this machine: `make rehearse N=25`.

The hub of `hub/local/` is started, N learners log in as a browser does, pull the course, open a
lesson and run all its cells; then seven faults are provoked. `machine` says what stands in the
way, `hub` starts and stops, `learner` is one learner, `faults` provokes, `report` writes.
"""

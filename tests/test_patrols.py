import pytest

from malicourse import patrol_model

DAYS = ["2022-03-07", "2022-06-01", "2022-06-01"]


def test_without_notice_or_queue_only_the_way_is_left():
    found = patrol_model.arrivals(DAYS, [2, 3, 5], teams=3)
    assert found["hours"].tolist() == pytest.approx([2, 3, 5], abs=0.01)
    assert (found["requests"] == 1).all()


def test_notice_is_added_and_the_hours_stay_the_same():
    without = patrol_model.arrivals(DAYS, 1, teams=3)
    notice = patrol_model.arrivals(DAYS, 1, teams=3, notice=72)
    assert (notice["hours"] - without["hours"]).tolist() == pytest.approx([72] * 3, abs=0.01)
    assert notice["alarm"].equals(without["alarm"])


def test_one_team_serves_one_alarm_after_the_other():
    found = patrol_model.arrivals(["2022-06-01", "2022-06-01"], 1, length=30, teams=1).sort_values(
        "start"
    )
    gap = found["start"].iloc[1] - found["arrival"].iloc[0]
    assert gap.total_seconds() / 3600 == pytest.approx(30, abs=0.01)


def test_every_refusal_costs_one_more_notice():
    found = patrol_model.arrivals(["2022-03-07"] * 400, notice=10, refused=0.5, teams=400)
    assert (found["hours"] / found["requests"]).to_numpy() == pytest.approx(10, abs=0.01)
    assert found["requests"].mean() == pytest.approx(2, abs=0.2)


def test_a_patrol_that_is_planned_early_enough_loses_nothing():
    planned = patrol_model.arrivals(["2022-03-07"] * 400, 6, notice=72, refused=0.5, ahead=168)
    twice = planned["requests"] <= 2
    assert planned.loc[twice, "hours"].to_numpy() == pytest.approx(6, abs=0.01)
    late = planned.loc[~twice]
    expected = 6 + 72 * late["requests"] - 168
    assert late["hours"].to_numpy() == pytest.approx(expected.to_numpy(float), abs=0.01)


def test_without_a_number_of_teams_nobody_waits_for_one():
    found = patrol_model.arrivals(["2022-06-01"] * 20, 6)
    assert found["hours"].to_numpy() == pytest.approx(6, abs=0.01)


def test_a_seed_fixes_the_hours_and_another_moves_them():
    once, again = patrol_model.arrivals(DAYS), patrol_model.arrivals(DAYS)
    assert once.equals(again)
    assert not once["alarm"].equals(patrol_model.arrivals(DAYS, seed=1)["alarm"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"notice": -1}, "notice: hours from 0 on"),
        ({"travel": -1}, "travel: hours from 0 on"),
        ({"travel": float("nan")}, "travel: hours"),
        ({"refused": 1}, "refused: a share from 0 to below 1"),
        ({"length": -1}, "length: hours"),
        ({"ahead": -1}, "ahead: hours"),
        ({"teams": 0}, "teams: at least one"),
        ({"alarms": ["2022-01-01", None]}, "number 1 has no date"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        patrol_model.arrivals(**{"alarms": DAYS, **arguments})

import pandas as pd
import pytest

from malicourse import cooperation_index, load

EVENTS = pd.DataFrame(
    {
        "coop_id": ["K1", "K2", "K3"],
        "date": pd.to_datetime(["2022-01-01", "2022-01-11", "2022-02-01"]),
        "category": ["consent", "movement", "consent"],
        "direction": [1, -1, -1],
    }
)
DAYS = ["2022-01-01", "2022-01-31", "2022-02-01"]


def test_without_decay_the_index_is_the_running_sum():
    assert cooperation_index.index(EVENTS, DAYS).tolist() == [1, 0, -1]


def test_an_event_counts_half_after_its_half_life():
    sums = cooperation_index.decayed_sums(EVENTS, ["2022-01-11"], half_life=10)
    assert sums.loc["2022-01-11", "consent"] == pytest.approx(0.5)
    assert sums.loc["2022-01-11", "movement"] == -1


def test_only_the_proportions_of_weights_matter():
    once = cooperation_index.index(EVENTS, DAYS, {"consent": 1, "movement": 3})
    twice = cooperation_index.index(EVENTS, DAYS, {"consent": 2, "movement": 6})
    assert once.tolist() == twice.tolist() == [0.5, -1, -1.5]


def test_equal_weights_equal_the_sum_of_the_lesson_table():
    events = load("cooperation_events")
    found = cooperation_index.index(events, ["2023-12-31"]).iloc[0]
    assert found == events.loc[events["date"] <= "2023-12-31", "direction"].sum()


def test_a_mean_does_not_grow_with_the_number_of_rows():
    twice = pd.concat([EVENTS, EVENTS])
    for weights in ({}, {"consent": 3}):
        once = cooperation_index.index(EVENTS, DAYS, weights, 30, mean=True)
        again = cooperation_index.index(twice, DAYS, weights, 30, mean=True)
        assert once.tolist() == pytest.approx(again.tolist())
        assert once.between(-1, 1).all()
    plain = cooperation_index.index(EVENTS, DAYS, mean=True)
    assert plain.tolist() == pytest.approx([1, 0, -1 / 3])


def test_a_mean_of_no_rows_is_missing():
    without = cooperation_index.index(EVENTS, DAYS[:1], {"consent": 0}, mean=True)
    assert without.isna().all()


def test_variants_pass_the_mean_on():
    found = cooperation_index.variants(EVENTS, DAYS, {"equal": {}}, [None], mean=True)
    assert found["2022-02-01"].tolist() == pytest.approx([-1 / 3])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": [1, 2, -1]}, r"row 1 \(K2\) has a direction that is not -1, 0 or 1: 2"),
        ({"direction": [1, None, -1]}, r"row 1 \(K2\) has a direction"),
        ({"direction": ["1", "less", "0"]}, r"row 1 \(K2\) .*less"),
        ({"category": ["consent", None, "consent"]}, r"row 1 \(K2\) has no category"),
        ({"date": [pd.NaT, *EVENTS["date"][1:]]}, r"row 0 \(K1\) has no date"),
    ],
)
def test_a_bad_row_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        cooperation_index.index(EVENTS.assign(**change), DAYS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"weights": {"consent": -1}}, '"consent" weighs -1; a weight is 0 or more'),
        ({"weights": {"consent": float("nan")}}, '"consent" weighs nan'),
        ({"weights": {"consent": 0, "movement": 0}}, "all are zero"),
        ({"weights": {"consnt": 1}}, 'Did you mean "consent"'),
        ({"half_life": 0}, "above 0, or None; got 0"),
    ],
)
def test_bad_weights_and_decay_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        cooperation_index.index(EVENTS, DAYS, **arguments)


@pytest.mark.parametrize("day", ["2021-12-31", "2022-02-02", None])
def test_a_day_outside_the_events_is_named(day):
    with pytest.raises(ValueError, match="from 2022-01-01 to 2022-02-01"):
        cooperation_index.index(EVENTS, [day])


def test_a_missing_column_and_an_empty_table_are_named():
    with pytest.raises(ValueError, match='no column "direction"'):
        cooperation_index.index(EVENTS.drop(columns="direction"), DAYS)
    with pytest.raises(ValueError, match="no rows"):
        cooperation_index.index(EVENTS.head(0), DAYS)


def test_variants_are_the_index_of_every_combination():
    found = cooperation_index.variants(
        EVENTS, DAYS, {"equal": {}, "no movement": {"movement": 0}}, [None, 10]
    )
    assert found[["weights", "half_life"]].values.tolist() == [
        ["equal", "none"],
        ["equal", "10"],
        ["no movement", "none"],
        ["no movement", "10"],
    ]
    assert found.loc[0, DAYS].tolist() == [1, 0, -1]
    assert found.loc[2, DAYS].tolist() == [2, 2, 0]

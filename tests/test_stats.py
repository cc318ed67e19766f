import itertools

import pandas as pd
import pytest
import scipy.stats

from malicourse.data import load
from malicourse.stats import agreement, day_totals, fisher_exact, person_years, poisson_range

#: Exact 95 per cent limits of a Poisson count (Garwood), as printed in tables of epidemiology.
EXACT = {1: (0.025, 5.572), 5: (1.623, 11.668), 10: (4.795, 18.390), 100: (81.36, 121.63)}


@pytest.mark.parametrize("count", EXACT)
def test_close_to_the_exact_limits(count):
    low, high = poisson_range(count).iloc[0]
    assert low == pytest.approx(EXACT[count][0], abs=0.05)
    assert high == pytest.approx(EXACT[count][1], abs=0.05)


def test_no_event_has_an_upper_limit():
    low, high = poisson_range(0).iloc[0]
    assert low == 0
    assert high == pytest.approx(3.69, abs=0.05)


def test_a_series_keeps_its_index_and_level_widens():
    counts = pd.Series([4, 9], index=["a", "b"])
    assert list(poisson_range(counts).index) == ["a", "b"]
    assert (poisson_range(counts, level=0.99)["high"] > poisson_range(counts)["high"]).all()


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="not negative; got -2"):
        poisson_range([3, -2])
    with pytest.raises(ValueError, match="between 0 and 1"):
        poisson_range(3, level=95)


ONE_A_DAY = pd.Series(pd.date_range("2020-01-01", periods=30))


def test_single_deaths_drawn_by_day_are_binomial():
    totals = day_totals(ONE_A_DAY, "2020-01-01", "2020-12-31", draws=50_000)
    exact = scipy.stats.binom(366, 30 / 366)
    assert totals.mean() == pytest.approx(exact.mean(), abs=0.1)
    assert totals.std() == pytest.approx(exact.std(), abs=0.05)
    for level in (0.025, 0.5, 0.975):
        assert abs(totals.quantile(level) - exact.ppf(level)) <= 1


def test_deaths_of_one_day_stay_together():
    five = pd.concat([ONE_A_DAY[:6]] * 5)
    totals = day_totals(five, "2020-01-01", "2020-12-31", draws=50_000)
    assert (totals % 5 == 0).all()
    # Thirty deaths in fives scatter as six single ones do, five times as far.
    assert totals.std() == pytest.approx(5 * scipy.stats.binom(366, 6 / 366).std(), rel=0.02)


def test_a_period_without_a_death_and_deaths_outside_it():
    assert (day_totals(ONE_A_DAY, "2021-01-01", "2021-12-31", draws=5) == 0).all()
    assert day_totals(ONE_A_DAY, "2020-01-01", "2020-01-30", draws=5).eq(30).all()


def test_the_same_seed_draws_the_same_days():
    once, again, other = (
        day_totals(ONE_A_DAY, "2020-01-01", "2020-12-31", seed=seed) for seed in (1, 1, 2)
    )
    assert once.equals(again) and not once.equals(other)


def test_a_period_that_ends_before_it_begins_is_named():
    with pytest.raises(ValueError, match="the last day comes after the first"):
        day_totals(ONE_A_DAY, "2020-12-31", "2020-01-01")
    with pytest.raises(ValueError, match="draws is a whole number"):
        day_totals(ONE_A_DAY, "2020-01-01", "2020-12-31", draws=0)


def test_kappa_of_the_example_of_scikit_learn():
    # The example in the documentation of cohen_kappa_score, printed there as 0.4285...
    found = agreement([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
    assert found["observed"] == pytest.approx(4 / 6)
    assert found["kappa"] == pytest.approx(0.428571, abs=1e-6)


def test_a_reader_who_gives_one_code_agrees_by_chance_only():
    careful = ["none"] * 7 + ["main", "side", "side"]
    found = agreement(careful, ["none"] * 10)
    assert found["observed"] == pytest.approx(0.7) and found["kappa"] == pytest.approx(0)
    assert pd.isna(agreement(["none"] * 3, ["none"] * 3)["kappa"])


def test_readers_code_the_same_things():
    with pytest.raises(ValueError, match="got 2 and 3 codes"):
        agreement(["a", "b"], ["a", "b", "c"])
    with pytest.raises(ValueError, match="got 0 and 0 codes"):
        agreement([], [])


def test_fisher_of_the_lady_tasting_tea():
    # Eight cups, four of each, three of four named right: 34 of 70 arrangements do as well or
    # worse on either side.
    assert fisher_exact([[3, 1], [1, 3]]) == pytest.approx(34 / 70)


def test_fisher_agrees_with_scipy_on_every_small_table():
    for cells in itertools.product(range(5), repeat=4):
        table = [list(cells[:2]), list(cells[2:])]
        theirs = scipy.stats.fisher_exact(table).pvalue
        assert fisher_exact(table) == pytest.approx(theirs), table


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2]], "two rows and two columns"),
        ([[1, 2], [3, -1]], "from 0 on"),
        ([[1, 2], [3, 0.5]], "whole"),
        ([[1, 2], [3, float("nan")]], "whole"),
    ],
)
def test_a_table_that_is_no_table_of_counts_is_refused(table, message):
    with pytest.raises(ValueError, match=message):
        fisher_exact(table)


def counts(**days: float) -> pd.Series:
    """Counts by day, such as `counts(d2020_01_31=5)`."""
    return pd.Series({pd.Timestamp(day[1:].replace("_", "-")): n for day, n in days.items()})


def test_person_years_by_hand():
    # Ten days with 100, ten with 200: 3,000 days. The days before a first count take it too.
    twice = counts(d2020_01_11=200, d2020_01_01=100)
    for first, last, person_days in [
        ("2020-01-01", "2020-01-20", 3000),
        ("2019-12-22", "2020-01-11", 20 * 100 + 200),
        ("2020-01-10", "2020-01-10", 100),
    ]:
        found = person_years(twice, first, last) * 365.25
        assert list(found.round(6)) == [person_days] * 3


def test_unobserved_days_make_a_range():
    # Two counts 100 days apart, of which ninety-nine days are open; then 11 days with 200.
    wide = counts(d2021_01_01=100, d2021_04_11=200)
    found = person_years(wide, "2021-01-01", "2021-04-21", unseen=(50, 300), longest=99) * 365.25
    assert found["held"] == pytest.approx(100 * 100 + 11 * 200)
    assert found["low"] == pytest.approx(100 + 99 * 50 + 11 * 200)
    assert found["high"] == pytest.approx(100 + 99 * 300 + 11 * 200)
    # As long as may be is not too long, and a gap counts in full where only its end is asked for.
    just = person_years(wide, "2021-01-01", "2021-04-21", longest=100) * 365.25
    assert list(just.round(6)) == [12_200] * 3
    cut = person_years(wide, "2021-04-01", "2021-04-10", unseen=(50, 300), longest=99) * 365.25
    assert tuple(cut.round(6)) == (1000, 500, 3000)
    # After the last count and before the first.
    late = person_years(counts(d2021_01_01=10), "2021-01-01", "2021-01-31", (0, 20), longest=30)
    assert tuple((late * 365.25).round(6)) == (310, 10, 610)
    early = person_years(counts(d2021_01_31=10), "2021-01-01", "2021-01-31", (0, 20), longest=29)
    assert tuple((early * 365.25).round(6)) == (310, 10, 610)


def test_person_years_of_bad_input():
    one = counts(d2021_01_01=10)
    with pytest.raises(ValueError, match="more than 183 days about 2021-01-02; give unseen"):
        person_years(one, "2021-01-01", "2021-12-31")
    with pytest.raises(ValueError, match="2021-01-01 has several"):
        person_years(pd.concat([one, one]), "2021-01-01", "2021-01-02")
    with pytest.raises(ValueError, match="got 2021-02-01 and 2021-01-01"):
        person_years(one, "2021-02-01", "2021-01-01")
    with pytest.raises(ValueError, match="lowest and the highest strength; got"):
        person_years(one, "2021-01-01", "2021-01-02", unseen=(20, 10))
    for wrong in (one * float("nan"), -one, one[:0]):
        with pytest.raises(ValueError, match="a number from 0 on"):
            person_years(wrong, "2021-01-01", "2021-01-02")


def test_person_years_of_the_whole_mission():
    months = load("mission_strength").query("mission == 'MINUSMA'").set_index("date")["total"]
    reports = load("strength_reports").query("date > '2017-03-31'").set_index("date")
    strength = pd.concat([months, reports["military"] + reports["police"]])
    found = person_years(strength, "2013-07-01", "2023-06-30", unseen=(13_000, 15_209))
    assert round(found["held"]) == 125_029
    # Only two stretches were not observed: to 14 December 2022, and after it to June 2023.
    open_days = 365 + 198
    high = (open_days * 15_209 - 365 * 14_564 - 198 * 13_986) / 365.25
    assert found["high"] - found["held"] == pytest.approx(high)
    assert found["low"] < found["held"] < found["high"]

import itertools

import pandas as pd
import pytest
import scipy.stats

from malicourse.stats import agreement, fisher_exact, poisson_range

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

"""Charts of lessons whose colours break a rule, by lesson and first words of the description.

Mend a chart, then take it out: one that no longer breaks its rule fails the test until it leaves.
Lone points are drawn with an opacity of 0.7 unless their mark says `opacity=1`.
"""

COLOURS: dict[str, dict[str, set[str]]] = {
    # Five verdicts need five colours, and bars have no shape; the legend stands in their order.
    "21-fact-check": {
        "Stacked bars: 25 causal claims, 9 of them supported; 16 date": {
            "dark: #6bb5e6 like #bf97dc",
            "light: #2273a8 like #7a4a9c",
            "light: #a87000 like #b5452c",
        },
    },
}

"""Charts of lessons whose colours break a rule, by lesson and first words of the description.

Mend a chart, then take it out: one that no longer breaks its rule fails the test until it leaves.
Lone points are drawn with an opacity of 0.7 unless their mark says `opacity=1`.
"""

COLOURS: dict[str, dict[str, set[str]]] = {
    "03-peace-to-keep": {
        "Squares in five rows: 20 commitments complete, 14 almost com": {
            "dark: mark #23465c",
            "light: mark #cfe0ec",
        },
        "Map of Mali with a circle at the chief town of each region a": {
            "dark: mark #f08a70",
            "dark: words #b3c0c7",
            "light: mark #b5452c",
            "light: words #52616b",
        },
    },
    "05-juntas-and-exit": {
        "Six step lines from August 2020 to December 2023, with a men": {
            "dark: mark #8b99a1",
            "light: mark #85929a",
        },
        "Eleven rows of dots from August to December 2023. One day on": {
            "dark: mark #f08a70",
            "dark: words #b3c0c7",
            "light: mark #b5452c",
            "light: words #52616b",
        },
        "Seven rows. Ogossagou 4.9 and Ber 1.1 kilometres an hour, fr": {
            "dark: mark #f08a70",
            "light: mark #b5452c",
        },
        "Thirteen points. Bamako at 0 kilometres closes after 504 day": {"light: mark #85929a"},
    },
    "06-after-the-blue-helmets": {
        "Map of regions shaded by attacks on aid workers, with a slid": {
            "dark: words #b3c0c7",
            "light: words #52616b",
        },
    },
    "07-road-to-a4p": {
        "A grid of 45 squares. Three are commitments on politics, one": {
            "dark: #6bb5e6 like #7fb3d9",
            "light: mark #7fb3d9",
            "light: mark #c9ced6",
            "no dark colour for #7fb3d9",
            "no dark colour for #c9ced6",
        },
        "A step line of Member States that had endorsed: 42 on 11 Sep": {
            "dark: mark #f08a70",
            "light: mark #b5452c",
        },
    },
    "08-a4p-plus": {
        "A grid of eight areas and nine items with a choice of readin": {
            "no dark colour for #1b2a35",
            "no dark colour for #1d6fa5",
            "no dark colour for #a9cce3",
            "no dark colour for white",
        },
    },
    "13-the-golden-hour": {
        "Stacked bars with five controls. At 260 km/h, 20 minutes of ": {
            "dark: #6bb5e6 like #9cc3de",
            "no dark colour for #9cc3de",
        },
    },
    "14-adapt-or-leave": {
        "Dots for 62 rows on five groups of capability from 2013 to 2": {
            "light: mark #2273a8",
            "light: mark #b5452c",
        },
    },
    "15-consent": {
        "Line of an index on the first of each month from January 202": {"no dark colour for gray"},
        "A grid of six sentences by five half-lives. The first three ": {
            "no dark colour for black"
        },
    },
    "16-flights-and-patrols": {
        "A lane for each kind of measure. Host state: a no-fly zone f": {
            "light: #a87000 like #b5452c",
            "light: mark #85929a",
            "light: mark #a87000",
        },
    },
    "17-access": {
        "Nine lines from the day of a promise to the day when it was ": {
            "dark: mark #777777",
            "light: mark #2273a8",
            "light: mark #777777",
            "no dark colour for #777777",
            "no dark colour for gray",
        },
        "Six points: a range in the press from 200, the army 203 figh": {"light: mark #85929a"},
    },
    "18-votes": {
        "A matrix of 25 members by seven votes, with a menu for group": {
            "no dark colour for #9ecae1",
            "no dark colour for #b83d26",
            "no dark colour for #f0c35e",
            "no dark colour for black",
            "no dark colour for white",
        },
        "Grid of five permanent members with a menu for all seven or ": {
            "no dark colour for black"
        },
    },
    "19-elsewhere": {
        "Dots for seven missions with a menu. Days to the answer: UNO": {"light: mark #85929a"},
        "Two rows of ten squares, invented missions with and without ": {
            "light: mark #d9d9d9",
            "no dark colour for #d9d9d9",
        },
    },
    "20-fact-check": {
        "Seventy squares in six rows, with menus for verdict and evid": {
            "dark: #6bb5e6 like #bf97dc",
            "light: #2273a8 like #7a4a9c",
            "light: #a87000 like #b5452c",
        },
        "Stacked bars: 23 causal claims, 12 of them supported; 15 dat": {
            "dark: #6bb5e6 like #bf97dc",
            "light: #2273a8 like #7a4a9c",
            "light: #a87000 like #b5452c",
        },
    },
}

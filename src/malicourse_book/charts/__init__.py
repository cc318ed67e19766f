"""Charts in the book: their figure, drawing and data table. The last two know nothing of Sphinx."""

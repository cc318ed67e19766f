"""How the book is made: Sphinx extension, charts and pages, and what lessons say of themselves."""

"""How the book is made: its Sphinx extension, charts and pages, and what lessons say of themselves."""

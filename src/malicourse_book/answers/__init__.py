"""Exercises that are answered on the page, without a kernel."""

"""Kinds of expected answers: how each is read, compared and put into words."""

"""Makers of test rows, with traits for the situations that the rules speak of."""

"""Questions about plan area 1, one module a subject."""

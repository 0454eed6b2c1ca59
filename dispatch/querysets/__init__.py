"""Questions about plan area 2, one module a subject."""

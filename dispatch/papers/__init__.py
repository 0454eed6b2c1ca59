"""Papers of plan area 2."""

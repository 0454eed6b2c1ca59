"""Papers of plan area 1: what is printed, listed and packed for the outside."""

"""Decisions on papers and files; nothing here writes."""

"""統合: two records of one person or organization become one, across all rooms."""

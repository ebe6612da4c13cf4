"""Everything the resolver knows of one league: exactly what its canonical records say."""

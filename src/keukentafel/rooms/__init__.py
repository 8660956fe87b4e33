"""What a family does at its table: one package for each thing."""

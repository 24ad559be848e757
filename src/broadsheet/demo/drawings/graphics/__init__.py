"""What explains: charts, diagrams and maps."""

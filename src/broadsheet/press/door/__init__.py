"""What readers meet first: finds a sheet and sends it, and knows no framework."""

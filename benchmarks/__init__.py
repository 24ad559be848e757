"""What is measured, not tested: times, on a named machine, side by side in one run."""

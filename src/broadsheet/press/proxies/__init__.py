"""Those who keep copies of our pages in front of us: what these are told, and how."""

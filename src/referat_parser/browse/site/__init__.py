"""Templates, style and questions of the served page."""

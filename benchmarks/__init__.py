"""How fast Bowout is, beside programs that people already use: `python -m benchmarks`."""

"""The commands: what a person types, and what is printed. Thin; everything that changes something is in `agent.app`."""

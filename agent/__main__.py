"""`python -m agent` is the command `agent`."""

from agent.cli.main import run

run()

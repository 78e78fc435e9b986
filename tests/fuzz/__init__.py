"""Random and bent inputs for every door through which others' bytes come in; what holds for each is said by its target.

`make fuzz` runs a million of each (`python -m tests.fuzz --help`), `make test` a few thousand (`test_short.py`).
"""

"""A real `systemd --user` to run the service under, as root and with cgroups that may be written; elsewhere skipped.

`user-systemd` brings it up, `lab.py` is how tests use it, `stub.py` stands in for the daemon where only the unit is meant.
"""

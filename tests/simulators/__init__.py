"""Providers to test against: real HTTP servers on loopback, with state, checked against the official descriptions."""

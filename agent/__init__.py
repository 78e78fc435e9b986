"""Bowout: withdraws you kindly from interviews you no longer need, once your offer is really firm."""

__version__ = "0.1.0"

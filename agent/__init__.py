"""Bowout: withdraws you kindly from interviews you no longer need, once your offer is really firm."""

import os

__version__ = "0.1.0"

# The library that runs the reader's encoder reports to its makers, and keeps an identifier in the home folder for that, unless
# this stands before it is loaded: https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

"""The learned part of the reader."""

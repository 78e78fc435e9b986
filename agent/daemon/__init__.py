"""The daemon: decides when something is to be done. What is done is done by workers, each a process of its own."""

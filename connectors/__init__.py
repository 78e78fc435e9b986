"""Where mail and calendars come from, and where letters leave. Never imports `agent`."""

"""The sample mailbox and calendars, and the story told on them."""

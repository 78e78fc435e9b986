"""From a person's yes to a sent letter: approvals bound to a digest, and an outbox that sends at most once."""

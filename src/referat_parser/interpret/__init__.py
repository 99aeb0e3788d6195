"""Text of a section to values: meeting facts, people, decisions, votes, attachments."""

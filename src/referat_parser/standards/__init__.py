"""The same meeting in the vocabularies that civic tools read."""

"""Reading for people: in a terminal, over an archive, on a page of its own and in a browser."""

"""Archives: a work list, isolated workers, a journal, and an output that appears only when it is complete."""

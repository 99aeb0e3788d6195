"""One command of `referat` a file: what may be asked for, then one call."""

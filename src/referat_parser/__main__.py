"""`python -m referat_parser` is the command `referat`."""

from referat_parser.main import main

main()

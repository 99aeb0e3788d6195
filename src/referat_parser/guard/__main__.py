"""What `run_spawned` starts: does one piece of work and ends. Not for use by hand."""

from __future__ import annotations

from referat_parser.guard.spawned import serve_one

serve_one()

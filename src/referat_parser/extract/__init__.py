"""Source to lines: PDF by pdfium, text by its encoding."""

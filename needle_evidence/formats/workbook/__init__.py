"""A project's tables as one Excel workbook, and such a workbook back to tables."""

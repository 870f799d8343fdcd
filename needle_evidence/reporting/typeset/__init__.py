"""Reports as one prints them: one printed report, set as PDF by typst or as a Word document."""

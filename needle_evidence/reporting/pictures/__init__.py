"""The pictures of a report: what is drawn, computed once; SVG templates only print it."""

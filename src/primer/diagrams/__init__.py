"""Pictures drawn from data that a page states: the data, the drawing as SVG, and the same in words."""

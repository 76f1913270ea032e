"""Letters: the address in the window, and the page as an accessible PDF."""

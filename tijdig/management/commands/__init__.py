"""One verb each, thin: asks the clock, calls one action or trial, prints."""

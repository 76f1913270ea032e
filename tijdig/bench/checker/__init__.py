"""A second judge of decisions, written from the law and our own decisions; it knows nothing of the planner's rules."""

"""What the hits of a watch tell together: copies, developments, what is new, what was changed, how much is written."""

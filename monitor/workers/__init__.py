"""Where CPU work runs: a pool of killable processes."""

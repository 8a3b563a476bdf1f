"""The one HTTP client, with address guard, deadline, caps and redirects; everything that fetches uses it."""

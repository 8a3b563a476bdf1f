// Read by Datasette's table.js, whose own page sets it inline, which our content security policy forbids.
window.DATASETTE_ALLOW_FACET = true;

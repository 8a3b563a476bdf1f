// Read by Datasette's table.js, whose own page sets it inline, which our content security policy forbids.
window.DATASETTE_ALLOW_FACET = true;

// The filters of Datasette's table page have no labels of their own.
document.addEventListener("DOMContentLoaded", () => {
  const names = { _filter_column: "Column", _filter_op: "Comparison", _filter_value: "Value", _sort: "Sort by" };
  for (const field of document.querySelectorAll("form.filters select, form.filters input, form.sort select")) {
    const name = Object.keys(names).find((start) => field.name.startsWith(start));
    if (name && !field.labels?.length) {
      field.setAttribute("aria-label", names[name]);
    }
  }
  // It scrolls, so the keyboard must reach it.
  for (const list of document.querySelectorAll("dl.column-descriptions")) {
    list.tabIndex = 0;
  }
});

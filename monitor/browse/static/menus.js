// A click anywhere else closes the menus that are open.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.nav-menu[open], details.actions-menu-links[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

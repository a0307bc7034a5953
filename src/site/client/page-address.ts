// Writes the address of the page where it belongs: into its citation, and on paper. A site may not know its own address.
for (const element of document.querySelectorAll('[data-page-address]:empty')) {
  element.append(location.origin + location.pathname);
}

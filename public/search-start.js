/**
 * Begins the search of the page's address: loads what it needs and keeps the place of the results free. Not a module, as it
 * has to run before the page is painted.
 */
(() => {
  if (![...new URLSearchParams(location.search).values()].some(Boolean)) return;
  document.documentElement.dataset.asked = '';
  const links = [...document.getElementById('searchFiles').content.children];
  for (const link of links) {
    // Chromium answers the next request with the failed one, which must not be the user's second try.
    link.addEventListener('error', () => void fetch(link.href).catch(() => undefined));
  }
  document.head.append(...links);
})();

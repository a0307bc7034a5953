/**
 * Begins the search of the page's address: loads what it needs and keeps the place of the results free. Not a module, as it
 * has to run before the page is painted.
 */
(() => {
  if (![...new URLSearchParams(location.search).values()].some(Boolean)) return;
  const root = document.documentElement;
  root.dataset.asked = '';
  for (const link of [...document.getElementById('searchFiles').content.children]) {
    // Chromium answers the next request with the failed one, which must not be the user's second try.
    if (link.as === 'fetch') link.addEventListener('error', () => void fetch(link.href).catch(() => undefined));
    document.head.append(link);
  }
  // Without the script of the page, there will be no results, so that the lists come back.
  const giveUp = ({ target }) => {
    if (target instanceof HTMLScriptElement && target.type === 'module') delete root.dataset.asked;
  };
  document.addEventListener('error', giveUp, { capture: true });
})();

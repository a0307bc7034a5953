/**
 * Begins the search of the page's address: loads what it needs and keeps the place of the results free. Not a module, as it
 * has to run before the page is painted.
 */
(() => {
  if (![...new URLSearchParams(location.search).values()].some(Boolean)) return;
  document.documentElement.dataset.asked = '';
  const files = document.getElementById('searchFiles');
  const [script, program] = files.content.children;

  const load = (link) => {
    // Chromium answers the next request with the failed one, which must not be the user's second try.
    link.addEventListener('error', () => void fetch(link.href).catch(() => undefined));
    document.head.append(link);
  };
  const loadMeta = async () => {
    const manifest = await fetch(files.dataset.manifest, { cache: 'no-cache' });
    const { meta } = await manifest.json();
    load(Object.assign(program.cloneNode(), { href: new URL(meta, manifest.url) }));
  };

  document.head.append(script);
  load(program);
  // The search itself tries again.
  loadMeta().catch(() => undefined);
})();

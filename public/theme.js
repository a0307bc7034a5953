/**
 * Applies the theme that the reader chose, and offers the choice. Not a module, as it has to run before the page is painted.
 * Archives may have style sheets of their own, so it changes the media queries of all sheets.
 */
(() => {
  const KEY = 'nevertwice-theme';
  const QUERY = /\(prefers-color-scheme:\s*(light|dark)\)/g;
  const root = document.documentElement;
  /** Media queries as written, by their rule or element. */
  const written = new Map();

  // Browsers may refuse storage; then the choice applies to this page only.
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const store = (theme) => {
    try {
      if (theme === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {}
  };

  const collect = (rules) => {
    for (const rule of rules) {
      const list = rule.styleSheet?.cssRules ?? rule.cssRules;
      if (rule instanceof CSSMediaRule && rule.media.mediaText.includes('prefers-color-scheme') && !written.has(rule)) {
        written.set(rule, rule.media.mediaText);
      }
      if (list) collect(list);
    }
  };

  const apply = (theme) => {
    const isChosen = theme === 'light' || theme === 'dark';
    if (!isChosen && written.size === 0) return;
    for (const sheet of document.styleSheets) collect(sheet.cssRules);
    for (const meta of document.querySelectorAll('meta[media*="prefers-color-scheme"]')) written.set(meta, meta.media);
    for (const [target, text] of written) {
      const media = isChosen
        ? text.replace(QUERY, (_, scheme) => (scheme === theme ? '(min-width: 0px)' : '(max-width: 0px)'))
        : text;
      if (target instanceof CSSMediaRule) target.media.mediaText = media;
      else target.media = media;
    }
    if (isChosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  apply(stored());
  addEventListener('DOMContentLoaded', () => {
    const choice = document.querySelector('[data-theme-choice]');
    if (!choice) return;
    const chosen = root.dataset.theme ?? 'system';
    for (const input of choice.querySelectorAll('input')) input.checked = input.value === chosen;
    choice.addEventListener('change', ({ target }) => {
      apply(target.value);
      store(target.value);
    });
    choice.hidden = false;
  });
})();

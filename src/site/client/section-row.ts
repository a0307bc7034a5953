// Keeps the current section in view on phones, where the navigation is one row that scrolls sideways.
const current = document.querySelector<HTMLElement>('.site-nav [aria-current]');
const row = current?.closest<HTMLElement>('.site-nav');
if (current && row && row.scrollWidth > row.clientWidth) {
  row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
}

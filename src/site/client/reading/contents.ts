// Marks the section that is being read in the contents of a page.

/** Distance from the top of the window, in pixels, below which a section's heading counts as read. */
const READ = 96;

const contents = document.querySelector<HTMLElement>('[data-contents]');
const sections = [...(contents?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])].flatMap((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return heading ? [{ link, heading }] : [];
});

let marked: HTMLAnchorElement | undefined;

function markCurrent(): void {
  const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
  const isAtEnd = scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 2;
  const read = sections.findLast(({ heading }) => isAtEnd || heading.getBoundingClientRect().top <= READ);
  if (read?.link === marked) return;
  marked?.removeAttribute('aria-current');
  marked = read?.link;
  marked?.setAttribute('aria-current', 'location');
  if (marked && contents && contents.scrollHeight > contents.clientHeight) {
    contents.scrollTop = marked.offsetTop - contents.clientHeight / 2;
  }
}

if (sections.length > 0) {
  let isWaiting = false;
  const update = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      markCurrent();
    });
  };
  addEventListener('scroll', update, { passive: true });
  addEventListener('resize', update);
  markCurrent();
}

import type { Page } from 'playwright-core';

/** Returns how much the content of a page has moved without an input of the reader, as browsers score it. */
export function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, { value }) => sum + value, 0));
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // The observer is not called without shifts.
        setTimeout(resolve, 500, 0);
      }),
  );
}

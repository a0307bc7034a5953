import { type Compared, sum } from './compare.ts';

/** Formats precision and recall by field as a Markdown table. */
export function table(compared: readonly Compared[]): string {
  const fields = [...new Set(compared.flatMap((each) => [...each.keys()]))];
  const rows = fields.map((field) => {
    const { right, wrong, found, expected } = sum(compared.flatMap((each) => each.get(field)?.counts ?? []));
    const cells = [expected, share(right, right + wrong), wrong, share(found, expected)];
    return `| ${field} | ${cells.join(' | ')} |`;
  });
  return ['| field | expected | precision | wrong | recall |', '| --- | ---: | ---: | ---: | ---: |', ...rows].join(
    '\n',
  );
}

/** Formats what is not as expected, one line each. */
export function missText(file: string, compared: Compared): string[] {
  return [...compared.values()].flatMap(({ misses }) =>
    misses.map(({ field, expected, read }) => `${file}: ${field}: expected ${expected}, read ${read}`),
  );
}

function share(part: number, all: number): string {
  return all === 0 ? '–' : (part / all).toFixed(3);
}

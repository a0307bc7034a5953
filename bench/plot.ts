import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';

/** Lines over the same numbers of documents. */
export interface Panel {
  title: string;
  lines: readonly { title: string; points: readonly (readonly [documents: number, value: number])[] }[];
}

const WIDTH = 290;
const HEIGHT = 240;
const MARGIN = { top: 34, right: 26, bottom: 30, left: 44 };
const STROKES = ['', '6 3', '2 3'];

/** Draws panels side by side as an SVG image, with both axes from 0, so that linear growth is a straight line. */
export function plotOf(panels: readonly Panel[]): string {
  const width = panels.length * WIDTH;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img">
<title>${panels.map(({ title }) => title).join('; ')}, by the number of documents</title>
<style>text{font:11px system-ui,sans-serif;fill:#444}.title{font-weight:600}path,line{fill:none;stroke:#444;stroke-width:1.5}.grid{stroke:#8884;stroke-width:1}circle{fill:#444}
@media(prefers-color-scheme:dark){text,circle{fill:#ccc}path,line{stroke:#ccc}}</style>
${panels.map((panel, index) => `<g transform="translate(${index * WIDTH} 0)">\n${panelOf(panel)}\n</g>`).join('\n')}
</svg>
`;
}

function panelOf({ title, lines }: Panel): string {
  const all = lines.flatMap(({ points }) => points);
  const x = scaleLinear([0, max(all, ([documents]) => documents) ?? 1], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([0, max(all, ([, value]) => value) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const rows = y.ticks(4).map((value) => {
    const place = y(value);
    return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${place}" y2="${place}"/><text x="${MARGIN.left - 6}" y="${place + 4}" text-anchor="end">${value}</text>`;
  });
  const columns = x.ticks(3).map((documents) => {
    return `<text x="${x(documents)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${documents.toLocaleString('en')}</text>`;
  });
  const drawn = lines.map(({ title, points }, index) => {
    const places = points.map(([documents, value]) => [x(documents).toFixed(1), y(value).toFixed(1)] as const);
    const dots = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5"/>`).join('');
    const legend = MARGIN.top + 10 + index * 15;
    const key = `<line x1="${MARGIN.left + 8}" x2="${MARGIN.left + 32}" y1="${legend - 4}" y2="${legend - 4}" stroke-dasharray="${STROKES[index]}"/><text x="${MARGIN.left + 38}" y="${legend}">${title}</text>`;
    return `<path d="M${places.map((place) => place.join(' ')).join('L')}" stroke-dasharray="${STROKES[index]}"/>${dots}${key}`;
  });
  return [`<text class="title" x="${MARGIN.left}" y="18">${title}</text>`, ...rows, ...columns, ...drawn].join('\n');
}

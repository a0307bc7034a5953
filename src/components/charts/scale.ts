/** A place from 0 to 1 as SVG takes it: `12.5%`. */
export function percent(place: number): string {
  return `${Number((place * 100).toFixed(2))}%`;
}

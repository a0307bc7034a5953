/** Items at the same position of a drawing. Positions are from 0 to 1. */
export interface Cluster<Item> {
  x: number;
  y: number;
  items: Item[];
}

/**
 * Moves points to the nearest intersection of a grid of `columns` by `rows` cells, so that thousands can be drawn and
 * overlapping ones counted. Points at an end of an axis stay there.
 */
export function clustersOf<Item>(
  points: readonly { x: number; y: number; item: Item }[],
  columns: number,
  rows: number,
): Cluster<Item>[] {
  const clusters = new Map<string, Cluster<Item>>();
  for (const { x, y, item } of points) {
    const [nearX, nearY] = [Math.round(x * columns) / columns, Math.round(y * rows) / rows];
    const key = `${nearX} ${nearY}`;
    const cluster = clusters.get(key);
    if (cluster) cluster.items.push(item);
    else clusters.set(key, { x: nearX, y: nearY, items: [item] });
  }
  return [...clusters.values()];
}

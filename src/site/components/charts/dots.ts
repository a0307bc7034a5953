/** Values that fall on the same place of a drawing. Places are from 0 to 1. */
export interface Cluster<Item> {
  x: number;
  y: number;
  items: Item[];
}

/**
 * Moves points to the nearest crossing of a grid of `columns` by `rows` cells, so that ten thousand can be drawn and those
 * that coincide can be told. What lies at an end of an axis stays there.
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

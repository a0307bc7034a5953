/** Caches the result of `load`, and calls it again after a failure. `attempt` counts from 1. */
export function retryingOnce<T>(load: (attempt: number) => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  let attempt = 0;
  return () => {
    loading ??= load(++attempt).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** Caches the result of `load` for each key, and calls it again after a failure. */
export function retryingOnceByKey<K, T>(load: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const loaded = new Map<K, () => Promise<T>>();
  return (key) => {
    const known = loaded.get(key) ?? retryingOnce(() => load(key));
    loaded.set(key, known);
    return known();
  };
}

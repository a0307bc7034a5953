/** Loads a JSON file of the site. Throws if the site does not answer with it. */
export async function loadJson<T>(address: string): Promise<T> {
  // Revalidated, so that the file is as new as the page.
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as T;
}

import type { TestProject } from 'vitest/node';
import { type Served, serve } from '../sites/serve.ts';
import type { SiteName } from '../sites/site-setup.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Addresses at which the built sites are served. */
    servers: Record<SiteName, string>;
  }
}

/** Serves the built sites. Runs after the setup that builds them. */
export default async function setup({ vitest }: TestProject): Promise<() => Promise<void>> {
  const { sites } = vitest.getRootProject().getProvidedContext();
  const served: [SiteName, Served][] = [];
  for (const [name, { folder, base }] of Object.entries(sites)) {
    served.push([name as SiteName, await serve(folder, base)]);
  }
  vitest.provide(
    'servers',
    Object.fromEntries(served.map(([name, { url }]) => [name, url])) as Record<SiteName, string>,
  );
  return async () => {
    for (const [, { stop }] of served) await stop();
  };
}

/** Entry point of the compiled renderer. */
import { createApp } from 'astro/app/entrypoint';

export { cardTextOf } from './data/card-text.ts';
export { provideSite } from './data/current.ts';
export { routesOf } from './data/routes.ts';

// Pages are written as a whole, for which streams take longer.
const app = createApp({ streaming: false });
const renderError = app.renderError.bind(app);
// Astro would log the error and render a page with status 500.
app.renderError = async (request, options) => {
  if (options.error) throw options.error;
  return renderError(request, options);
};

/** Loads the code of all pages, which is otherwise loaded with the first page of each kind. */
export async function loadPages(): Promise<void> {
  await Promise.all([...(app.manifest.pageMap?.values() ?? [])].map((load) => load()));
}

/** Renders the page or file at an address; the response has status 404 if there is none. Rejects if a page throws. */
export function render(url: URL): Promise<Response> {
  return app.render(new Request(url));
}

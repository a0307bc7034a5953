import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browsing } from '../tools/browser/browse.ts';
import { ROOT } from '../tools/cli.ts';
import { type Served, serve } from '../tools/sites/serve.ts';
import { build } from '../tools/sites/site-setup.ts';

const inPage = browsing();

let folder: string;
let served: Served;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-german-'));
  const place = { archive: path.join(folder, 'archive'), folder: path.join(folder, 'site') };
  cpSync(path.join(ROOT, 'postmortems'), place.archive, { recursive: true });
  appendFileSync(path.join(place.archive, 'archive.yml'), '\nlanguage: de\n');
  await build(place);
  served = await serve(place.folder, '/');
});
afterAll(async () => {
  await served?.stop();
  rmSync(folder, { recursive: true });
});

describe('the scripts of a site in German', () => {
  test('speak German in the search dialog', async () => {
    await inPage({}, async (page) => {
      // The texts are a file of their own, without which the keys do nothing yet.
      await page.goto(`${served.url}causes/`, { waitUntil: 'networkidle' });
      await page.keyboard.press('/');
      const dialog = page.getByRole('dialog', { name: 'Suche' });
      const field = dialog.getByRole('combobox', { name: 'Ist das schon einmal passiert?' });
      await expect
        .poll(() => dialog.locator('.option-group').allInnerTexts())
        .toEqual(['Neueste', 'Größte Auswirkung']);
      expect(await dialog.locator('.dialog-keys').innerText()).toContain('öffnen oder alle Ergebnisse');
      await field.fill('connections');
      await expect.poll(() => dialog.getByRole('status').first().innerText()).toMatch(/^\d+ Postmortems$/);
      expect(await dialog.getByRole('option').last().innerText()).toMatch(/^Alle \d+ Ergebnisse$/);
      await field.fill('xyzzy ');
      await expect
        .poll(() => dialog.getByRole('status').allInnerTexts())
        .toEqual(['Kein Postmortem entspricht „xyzzy“', 'Weniger Wörter versuchen oder alle Postmortems durchsehen.']);
      await dialog.getByRole('button', { name: 'Schließen' }).click();
      expect(await dialog.isVisible()).toBe(false);
    });
  });

  test('find postmortems by the German title of their cause, and name it', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}search/?q=Zugangsdaten`);
      const first = page.locator('[data-result]').first();
      expect(await first.locator('.search-facts').innerText()).toContain('Abgelaufene Zugangsdaten');
      await page.goto(`${served.url}search/?q=mysql&cause=credential-expiry`);
      await page.getByRole('button', { name: /^Ursache Abgelaufene Zugangsdaten entfernen: \d+ Postmortems$/ }).click();
      await expect.poll(() => page.locator('[data-search-status]').innerText()).toMatch(/^\d+ Postmortems$/);
    });
  });

  test('count the rows of a filtered table', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}postmortems/`);
      const output = page.locator('[data-filters] output');
      expect(await output.innerText()).toBe('38 Postmortems');
      await page.getByRole('combobox', { name: 'Ursache' }).selectOption({ value: 'capacity' });
      await expect.poll(() => output.innerText()).toMatch(/^\d von 38 Postmortems$/);
      await page.getByRole('button', { name: 'Filter zurücksetzen' }).click();
      await expect.poll(() => output.innerText()).toBe('38 Postmortems');
    });
  });

  test('write times in another zone as the pages do', async () => {
    await inPage({ timezoneId: 'America/New_York' }, async (page) => {
      await page.goto(`${served.url}postmortems/2018-10-21-github-mysql-failover/`);
      const started = page.locator('.postmortem-head time').first();
      expect(await started.innerText()).toBe('21. Oktober 2018, 22:52 UTC');
      await page.getByRole('radio', { name: 'lokal (America/New_York)' }).check();
      expect(await started.innerText()).toBe('21. Oktober 2018, 18:52 -04:00');
      expect(await page.locator('[data-zone-name]').innerText()).toBe('Zeiten in America/New_York.');
    });
  });
});

import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenedArchive, openArchive } from '../../../src/build/load.ts';
import { type DevArchive, openDevArchive } from '../../../src/cli/server/dev-archive.ts';
import { archiveState } from '../../../src/disk/archive-state.ts';
import { MissingFolderError } from '../../../src/disk/failure.ts';

const document = (body: string, more = '') => `---
title: Login fails
started: 2024-04-15
duration: unknown
impact: unknown
cause: capacity
${more}---
## Summary

${body}
`;
// More than `dev` reads before it shows the first page.
const NAMES = Array.from({ length: 101 }, (_, index) => `2024-04-15-login-${index}`);
const [FIRST = '', SECOND = '', HIDDEN = ''] = NAMES;
const pageOf = (id: string) => `postmortems/${id}/`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-dev-archive-'));
  for (const name of NAMES) write(name, `The body of ${name}.`);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, body: string, more?: string): void {
  writeFileSync(path.join(folder, `${name}.md`), document(body, more));
}

function openDev(audience?: 'public', change = (opened: OpenedArchive) => opened): Promise<DevArchive> {
  const loading = { drafts: true, incomplete: true, render: true, audience, base: '/' };
  return openDevArchive(
    async () => change(await openArchive(folder, loading)),
    () => archiveState(folder),
    () => undefined,
  );
}

const htmlOf = (archive: DevArchive, id: string) => archive.shown().rendered.get(id)?.html ?? '';

describe('a large archive, before all of it is read', () => {
  test('lists all documents, and has the bodies of the pages that are requested', async () => {
    const archive = await openDev();
    await archive.prepare(pageOf(FIRST));
    expect(archive.shown().archive.postmortems).toHaveLength(NAMES.length);
    expect(htmlOf(archive, FIRST)).toContain(`The body of ${FIRST}`);
    expect(htmlOf(archive, SECOND)).toBe('');
  });

  test('has the Markdown file that is requested', async () => {
    const archive = await openDev();
    await archive.prepare(`postmortems/${FIRST}.md`);
    expect(archive.shown().markdown.get(FIRST)).toContain(`The body of ${FIRST}`);
    expect(archive.shown().markdown.get(SECOND)).toBeUndefined();
  });

  test('has all pages that are requested at once, whichever is read last', async () => {
    // The outline of the first page is ready after all others.
    let calls = 0;
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const archive = await openDev(undefined, (opened) => ({
      ...opened,
      async outline(ids) {
        calls += 1;
        const isFirst = calls === 2;
        const outline = await opened.outline(ids);
        if (isFirst) await later;
        return outline;
      },
    }));
    const requests = [FIRST, SECOND, SECOND].map((id) => archive.prepare(pageOf(id)));
    setTimeout(resolve, 200);
    await Promise.all(requests);
    expect(archive.shown().archive.postmortems).toHaveLength(NAMES.length);
    for (const id of [FIRST, SECOND]) expect(htmlOf(archive, id)).toContain(`The body of ${id}`);
  });

  test('waits for a page that another request is waiting for', async () => {
    const archive = await openDev();
    const first = archive.prepare(pageOf(FIRST));
    await archive.prepare(pageOf(FIRST));
    expect(htmlOf(archive, FIRST)).toContain(`The body of ${FIRST}`);
    await first;
  });

  test('hides internal documents from a public audience, whatever is requested', async () => {
    write(HIDDEN, 'A secret.', 'visibility: internal\n');
    const archive = await openDev('public');
    await archive.prepare(pageOf(HIDDEN));
    const shown = archive.shown();
    expect(shown.archive.byId.has(HIDDEN)).toBe(false);
    expect(shown.archive.postmortems).toHaveLength(NAMES.length - 1);
    expect([shown.rendered.has(HIDDEN), shown.markdown.size, shown.comparable.size]).toEqual([false, 0, 0]);
  });
});

describe('the first reading of an archive', () => {
  test('includes what was edited, added and removed since the archive was opened', async () => {
    const archive = await openDev();
    write(FIRST, 'Another body.');
    write('2024-04-16-added', 'Added.');
    rmSync(path.join(folder, `${SECOND}.md`));
    writeFileSync(path.join(folder, 'archive.yml'), 'title: Added, too\n');
    const { archive: read, report } = await archive.read();
    expect(report.files).toBe(NAMES.length);
    expect(read?.settings.title).toBe('Added, too');
    expect([read?.byId.has('2024-04-16-added'), read?.byId.has(SECOND)]).toEqual([true, false]);
    expect(htmlOf(archive, FIRST)).toContain('Another body');
  });

  test('fails while the folder is missing, and works when it is back', async () => {
    const archive = await openDev();
    renameSync(folder, `${folder}.away`);
    await expect(archive.read()).rejects.toThrow(MissingFolderError);
    renameSync(`${folder}.away`, folder);
    write(FIRST, 'Another body.');
    await archive.read();
    expect(htmlOf(archive, FIRST)).toContain('Another body');
  });

  test('shows an archive whose archive.yml is mended', async () => {
    writeFileSync(path.join(folder, 'archive.yml'), 'audience: everyone\n');
    const archive = await openDev();
    await archive.prepare(pageOf(FIRST));
    expect((await archive.read()).archive).toBeUndefined();
    expect(archive.shown().archive.postmortems).toEqual([]);
    writeFileSync(path.join(folder, 'archive.yml'), 'audience: internal\n');
    await archive.read();
    expect(archive.shown().archive.postmortems).toHaveLength(NAMES.length);
  });
});

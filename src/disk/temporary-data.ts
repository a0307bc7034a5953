import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { systemProblem } from './system-error.ts';

/** Data by name, such as a `Map`. */
export interface DataByName<Data> {
  has(name: string): boolean;
  get(name: string): Data | undefined;
  set(name: string, data: Data): unknown;
}

/** Data in a temporary file. */
export interface TemporaryData<Data> extends DataByName<Data> {
  /** Frees the space of the file. */
  close(): void;
}

// Bytes that wait to be written together: each write takes as long as copying this much.
const MOST_WAITING = 1_000_000;

/**
 * Keeps plain data in a temporary file in place of memory. The file has no name, so that nothing is left of it however the
 * process ends. What cannot be written, as on a full disk, stays in memory.
 */
export function temporaryData<Data>(folder = tmpdir()): TemporaryData<Data> {
  const places = new Map<string, { start: number; length: number }>();
  /** Serialized data that is not in the file. */
  const waiting = new Map<string, Buffer>();
  let waitingSize = 0;
  let end = 0;
  let isUsable = true;
  let file: number | undefined;
  const flush = () => {
    try {
      file ??= openUnnamed(folder);
      writeAll(file, Buffer.concat([...waiting.values()]), end);
    } catch (error) {
      if (systemProblem(error) === undefined) throw error;
      isUsable = false;
      return;
    }
    for (const [name, { length }] of waiting) {
      places.set(name, { start: end, length });
      end += length;
    }
    waiting.clear();
    waitingSize = 0;
  };
  const read = (name: string): Buffer | undefined => {
    const place = places.get(name);
    if (!place || file === undefined) return undefined;
    const bytes = Buffer.allocUnsafe(place.length);
    readAll(file, bytes, place.start);
    return bytes;
  };
  return {
    has: (name) => waiting.has(name) || places.has(name),
    get(name) {
      const bytes = waiting.get(name) ?? read(name);
      return bytes && (deserialize(bytes) as Data);
    },
    set(name, data) {
      const bytes = serialize(data);
      waiting.set(name, bytes);
      waitingSize += bytes.length;
      if (waitingSize > MOST_WAITING && isUsable) flush();
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
      places.clear();
      waiting.clear();
    },
  };
}

/** Opens a new file that only this process can see. */
function openUnnamed(folder: string): number {
  const name = path.join(folder, `nevertwice-${process.pid}-${process.hrtime.bigint()}`);
  const file = openSync(name, 'wx+', 0o600);
  rmSync(name);
  return file;
}

function writeAll(file: number, bytes: Buffer, start: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, start + done);
}

function readAll(file: number, bytes: Buffer, start: number): void {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(file, bytes, done, bytes.length - done, start + done);
    if (count === 0) throw new Error('A temporary file is shorter than what was written to it');
    done += count;
  }
}

/** A file was written again, or taken away, between its reading and its publishing; the message says which. */
export class ChangedFileError extends Error {
  constructor(file: string, cause?: unknown) {
    super(`${file} was changed or removed while the site was being built; build it again`, { cause });
  }
}

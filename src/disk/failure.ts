/** An error outside the program. The message is one line for the user: what failed, where, why, and what to do. */
export class Failure extends Error {}

/** The archive folder cannot be read. */
export class MissingFolderError extends Failure {
  constructor(folder: string, cause: unknown) {
    super(`the archive folder ${folder} cannot be read`, { cause });
  }
}

/** A file was changed or removed between reading it and publishing or replacing it; the message names it. */
export class ChangedFileError extends Failure {
  constructor(file: string, cause?: unknown) {
    super(`${file} was changed or removed during the command; run it again`, { cause });
  }
}

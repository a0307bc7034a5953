/** A fault that is not the program's. The message is one line for the user: what failed, where, why and what to do. */
export class Failure extends Error {}

/** The folder of an archive that cannot be read. */
export class MissingFolderError extends Failure {
  constructor(folder: string, cause: unknown) {
    super(`there is no readable folder ${folder}`, { cause });
  }
}

/** A file was written again, or taken away, between its reading and its publishing; the message says which. */
export class ChangedFileError extends Failure {
  constructor(file: string, cause?: unknown) {
    super(`${file} was changed or removed while the site was being built; build it again`, { cause });
  }
}

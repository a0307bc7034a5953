/** A fault that is not the program's. The message is one line for the user: what failed, where, why and what to do. */
export class Failure extends Error {}

/** The folder of an archive that cannot be read. */
export class MissingFolderError extends Failure {
  constructor(folder: string, cause: unknown) {
    super(`there is no readable folder ${folder}`, { cause });
  }
}

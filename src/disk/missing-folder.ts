/** Nobody can read the folder that an archive should be; the message says so. Every other error is about something in it. */
export class MissingFolderError extends Error {
  constructor(folder: string, cause: unknown) {
    super(`there is no readable folder ${folder}`, { cause });
  }
}

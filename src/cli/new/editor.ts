import { spawn } from 'node:child_process';

/** The command of the user's editor, `$VISUAL` before `$EDITOR`; `undefined` where neither is set. */
export function editorOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.VISUAL || env.EDITOR || undefined;
}

/** Opens a file in an editor and waits for its end. Returns what went wrong, as a line for people. */
export function openEditor(editor: string, file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Like git: the command may have options, such as `code --wait`.
    const child =
      process.platform === 'win32'
        ? spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
        : spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
    child.on('error', (error) => resolve(`the editor ${editor} cannot be started: ${error.message}`));
    child.on('exit', (status, signal) => {
      resolve(status === 0 ? undefined : `the editor ${editor} ended with ${signal ?? status}`);
    });
  });
}

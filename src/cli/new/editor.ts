import { spawn } from 'node:child_process';

/** Returns the command of the user's editor, `$VISUAL` or `$EDITOR`; `undefined` if neither is set. */
export function editorOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.VISUAL || env.EDITOR || undefined;
}

/** Opens a file in an editor and waits until it exits. Returns a one-line message if it fails. */
export function openEditor(editor: string, file: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // As in git, the command may have options, such as `code --wait`.
    const child =
      process.platform === 'win32'
        ? spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
        : spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
    child.on('error', (error) => resolve(`the editor ${editor} cannot be started: ${error.message}`));
    child.on('exit', (status, signal) => {
      resolve(status === 0 ? undefined : `the editor ${editor} exited with ${signal ?? status}`);
    });
  });
}

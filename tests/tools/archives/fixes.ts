import type { Diagnostic, Fix } from '../../../src/diagnostics/diagnostic.ts';

/** Returns the text of a file with a diagnostic's fix applied. */
export function applyFix(source: string, { place, text }: Fix): string {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const isWindows = source.includes('\r\n');
  const lines = source.slice(mark.length).replaceAll('\r\n', '\n').split('\n');
  const offset = (line: number, column: number) => {
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    if (line > lines.length || column > (lines[line - 1] ?? '').length + 1)
      throw new Error(`no place ${line}:${column}`);
    return before + column - 1;
  };
  const whole = lines.join('\n');
  const [from, to] = [offset(place.line, place.column), offset(place.endLine, place.endColumn)];
  const changed = whole.slice(0, from) + text + whole.slice(to);
  return mark + (isWindows ? changed.replaceAll('\n', '\r\n') : changed);
}

/** Checks a fix: it must resolve its diagnostic and cause no other errors. Returns what is wrong, or an empty text. */
export function faultsOf(fixed: Diagnostic, before: readonly Diagnostic[], after: readonly Diagnostic[]): string[] {
  const keyOf = ({ file, rule, message }: Diagnostic) => `${file} ${rule}: ${message}`;
  const count = (list: readonly Diagnostic[], key: string) => list.filter((each) => keyOf(each) === key).length;
  const stays = count(after, keyOf(fixed)) >= count(before, keyOf(fixed)) ? [`stays: ${keyOf(fixed)}`] : [];
  const errors = after.filter(({ severity }) => severity === 'error').map(keyOf);
  return [...stays, ...errors.filter((key) => count(before, key) < count(after, key)).map((key) => `new: ${key}`)];
}

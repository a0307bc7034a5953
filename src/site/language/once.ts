/** Calls a function once for each text and keeps the results, as objects of `Intl` take long to create and to use. */
export function once<Result>(create: (text: string) => Result): (text: string) => Result {
  const created = new Map<string, Result>();
  return (text) => {
    const result = created.get(text) ?? create(text);
    created.set(text, result);
    return result;
  };
}

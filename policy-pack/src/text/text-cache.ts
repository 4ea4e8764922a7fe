/** UTF-16 units of the texts of one cache. */
const maxCachedLength = 500_000;

/** Memoizes a function of a text, so that rules share its result. Starts over when the texts become too many. */
export function cacheByText<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  let length = 0;
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known.result;
    const result = compute(text);
    length += text.length;
    if (length > maxCachedLength) {
      results.clear();
      length = text.length;
    }
    results.set(text, { result });
    return result;
  };
}

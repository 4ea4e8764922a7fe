/** Makes a function that shows each text once, however often it is called with it. */
export function warnOnce(show: (text: string) => void): (text: string) => void {
  const shown = new Set<string>();
  return (text) => {
    if (!shown.has(text)) show(text);
    shown.add(text);
  };
}

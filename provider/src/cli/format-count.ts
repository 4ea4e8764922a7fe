/** Formats a number with its noun: `1 hour`, `2 hours`. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Cuts text after a number of code points and appends the ending. Returns shorter text unchanged. */
export function cutText(text: string, characters: number, ending: string): string {
  const all = Array.from(text);
  return all.length <= characters ? text : `${all.slice(0, characters).join("")}${ending}`;
}

/** Cut after so many characters (code points), then the ending; shorter text stays. */
export function cutText(text: string, characters: number, ending: string): string {
  const all = Array.from(text);
  return all.length <= characters ? text : `${all.slice(0, characters).join("")}${ending}`;
}

/**
 * Decodes the content of a file: UTF-8, or UTF-16 with a byte order mark, as `>` writes it in Windows PowerShell. Removes the mark. Bytes
 * that are not text become U+FFFD, or with `isStrict` cause an error with the code ERR_ENCODING_INVALID_ENCODED_DATA.
 */
export function decodeText(bytes: Uint8Array, { isStrict }: { readonly isStrict: boolean }): string {
  return new TextDecoder(encodingOf(bytes), { fatal: isStrict }).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

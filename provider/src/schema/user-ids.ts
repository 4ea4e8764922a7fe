/**
 * True for a business-scoped user id: ISO country code, dot, up to 128 letters or digits; a parent id, of portfolios that Meta linked, has
 * `ENT.` in between. The whole text is the id.
 * Source: Meta, "Business-scoped user IDs", 2026.
 */
export function isUserId(text: string): boolean {
  return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text);
}

/** True for text in the style of a user id, valid or not; no phone number begins like that. */
export function resemblesUserId(text: string): boolean {
  return /^\s*[A-Za-z]{2}\./.test(text);
}

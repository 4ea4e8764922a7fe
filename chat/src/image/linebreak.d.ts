declare module "linebreak" {
  /** Break opportunities by Unicode's line breaking algorithm (UAX 14), in UTF-16 units. */
  class LineBreaker {
    constructor(text: string);
    nextBreak(): { readonly position: number; readonly required?: boolean } | null;
  }
  export = LineBreaker;
}

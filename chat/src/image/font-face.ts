import type * as HarfBuzzModule from "harfbuzzjs" with { "resolution-mode": "import" };

export type HarfBuzz = typeof HarfBuzzModule;

/** A glyph at its position, in font units from the start of its run. */
export interface Glyph {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** Glyphs that belong together, such as a letter with its accents or a ligature. */
export interface GlyphCluster {
  /** Range of UTF-16 units in the text of the run. */
  readonly start: number;
  readonly end: number;
  readonly advance: number;
  readonly glyphs: readonly Glyph[];
}

/** A part of a text in one script and direction. */
export interface TextRun {
  /** Range of UTF-16 units in the text. */
  readonly start: number;
  readonly end: number;
  /** ISO 15924 code, if a character of the run has one. */
  readonly script: string | undefined;
  readonly isRtl: boolean;
}

interface Script {
  readonly code: string;
  readonly characters: RegExp;
}

/** Text around a run that decides on the forms of its first and last letter. */
const contextLength = 8;

/** A font that shapes text and knows the outlines of its glyphs. */
export class FontFace {
  /** Prefix of the ids of its glyphs in an SVG. */
  readonly id: string;
  readonly unitsPerEm: number;
  readonly #harfBuzz: HarfBuzz;
  readonly #font: HarfBuzzModule.Font;
  readonly #buffer: HarfBuzzModule.Buffer;
  readonly #codePoints: ReadonlySet<number>;
  readonly #scripts: readonly Script[];
  readonly #outlines = new Map<number, string>();

  constructor(harfBuzz: HarfBuzz, id: string, data: Uint8Array) {
    const face = new harfBuzz.Face(new harfBuzz.Blob(data));
    this.id = id;
    this.unitsPerEm = face.upem;
    this.#harfBuzz = harfBuzz;
    this.#font = new harfBuzz.Font(face);
    this.#buffer = new harfBuzz.Buffer();
    this.#codePoints = new Set(face.collectUnicodes());
    this.#scripts = listScripts(harfBuzz, face);
  }

  get isEmpty(): boolean {
    return this.#codePoints.size === 0;
  }

  hasCharacter(codePoint: number): boolean {
    return this.#codePoints.has(codePoint);
  }

  /** Script that the font shapes a character for, as its ISO 15924 code. Digits, spaces and punctuation belong to any script. */
  findScript(character: string): string | undefined {
    return this.#scripts.find(({ characters }) => characters.test(character))?.code;
  }

  /** Outline of a glyph as SVG path data, with y upwards. */
  outline(glyph: number): string {
    const outline = this.#outlines.get(glyph) ?? this.#font.glyphToPath(glyph);
    this.#outlines.set(glyph, outline);
    return outline;
  }

  /** Shapes a part of the text as one run. Clusters are in logical order. */
  shape(text: string, { start, end, script, isRtl }: TextRun): readonly GlyphCluster[] {
    const contextStart = Math.max(0, start - contextLength);
    const buffer = this.#buffer;
    buffer.reset();
    buffer.addText(text.slice(contextStart, end + contextLength), start - contextStart, end - start);
    buffer.setDirection(isRtl ? this.#harfBuzz.Direction.RTL : this.#harfBuzz.Direction.LTR);
    // The default would be the language of the machine.
    buffer.setLanguage("en");
    if (script === undefined) buffer.guessSegmentProperties();
    else buffer.setScript(script);
    this.#harfBuzz.shape(this.#font, buffer);
    const clusters = this.#readClusters();
    if (isRtl) clusters.reverse();
    return clusters.map(({ cluster, advance, glyphs }, index) => {
      const next = clusters[index + 1]?.cluster ?? end - contextStart;
      return { start: contextStart + cluster, end: contextStart + next, advance, glyphs };
    });
  }

  /** Reads the clusters of the buffer from left to right. */
  #readClusters(): { cluster: number; advance: number; glyphs: Glyph[] }[] {
    const clusters: { cluster: number; advance: number; glyphs: Glyph[] }[] = [];
    const positions = this.#buffer.getGlyphPositions();
    this.#buffer.getGlyphInfos().forEach(({ codepoint, cluster }, index) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      let last = clusters.at(-1);
      if (last?.cluster !== cluster) {
        last = { cluster, advance: 0, glyphs: [] };
        clusters.push(last);
      }
      last.glyphs.push({ id: codepoint, x: last.advance + xOffset, y: yOffset });
      last.advance += xAdvance;
    });
    return clusters;
  }
}

/** Lists the scripts that a font has rules for. */
function listScripts(harfBuzz: HarfBuzz, face: HarfBuzzModule.Face): readonly Script[] {
  const tags = (["GSUB", "GPOS"] as const).flatMap((table) => face.getTableScriptTags(table));
  const codes = new Set(tags.filter((tag) => tag !== "DFLT").map((tag) => harfBuzz.otTagToScript(tag)));
  return Array.from(codes).flatMap((code) => {
    try {
      return [{ code, characters: new RegExp(`\\p{Script=${code}}`, "u") }];
    } catch {
      // A code that JavaScript does not know.
      return [];
    }
  });
}

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { FontFace, type HarfBuzz } from "./font-face";
import type { TextStyle } from "./text-span";

const files = {
  sans: "noto-sans/400Regular/NotoSans_400Regular.ttf",
  sansBold: "noto-sans/700Bold/NotoSans_700Bold.ttf",
  sansItalic: "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
  sansBoldItalic: "noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf",
  mono: "noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf",
  monoBold: "noto-sans-mono/700Bold/NotoSansMono_700Bold.ttf",
  arabic: "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  arabicBold: "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
  hebrew: "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
  hebrewBold: "noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf",
  devanagari: "noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf",
  devanagariBold: "noto-sans-devanagari/700Bold/NotoSansDevanagari_700Bold.ttf",
  math: "noto-sans-math/400Regular/NotoSansMath_400Regular.ttf",
  symbols: "noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf",
} as const;

type FaceName = keyof typeof files;
type Faces = Readonly<Record<FaceName, FontFace>>;

/** Characters without a shape of their own: joiners, direction marks, variation selectors and tags. */
const invisible =
  /[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]/u;

export interface FontChoice {
  readonly face: FontFace;
  /** The face is upright and must be slanted. */
  readonly isSlanted: boolean;
}

/** Chooses a font for each character. */
export class FontSet {
  readonly #faces: Faces;
  readonly #extraFaces: readonly FontFace[];
  readonly #facesByStyle = new Map<string, readonly FontFace[]>();

  constructor(faces: Faces, extraFaces: readonly FontFace[]) {
    this.#faces = faces;
    this.#extraFaces = extraFaces;
  }

  /** Chooses the first font that has all code points of a character, else its first one. A missing character is a box. */
  choose(character: string, style: TextStyle): FontChoice {
    const faces = this.#facesFor(style);
    const codePoints = visibleCodePoints(character);
    const face =
      faces.find((candidate) => codePoints.every((codePoint) => candidate.hasCharacter(codePoint))) ??
      faces.find((candidate) => codePoints.slice(0, 1).every((codePoint) => candidate.hasCharacter(codePoint))) ??
      this.#faces.sans;
    const isItalicFace = face === this.#faces.sansItalic || face === this.#faces.sansBoldItalic;
    return { face, isSlanted: style.isItalic === true && !isItalicFace };
  }

  /** True if the font of plain text has the character, which is then no emoji unless a variation selector asks for one. */
  isText(character: string): boolean {
    return visibleCodePoints(character).every((codePoint) => this.#faces.sans.hasCharacter(codePoint));
  }

  #facesFor({ isBold = false, isItalic = false, isMonospaced = false }: TextStyle): readonly FontFace[] {
    const key = `${isBold} ${isItalic} ${isMonospaced}`;
    const faces = this.#facesByStyle.get(key) ?? this.#listFaces(isBold, isItalic, isMonospaced);
    this.#facesByStyle.set(key, faces);
    return faces;
  }

  #listFaces(isBold: boolean, isItalic: boolean, isMonospaced: boolean): readonly FontFace[] {
    const { sans, sansBold, sansItalic, sansBoldItalic, math, symbols, ...faces } = this.#faces;
    const [upright, italic] = isBold ? [sansBold, sansBoldItalic] : [sans, sansItalic];
    const proportional = isItalic ? italic : upright;
    const mono = isBold ? faces.monoBold : faces.mono;
    return [
      ...(isMonospaced ? [mono, proportional] : [proportional]),
      isBold ? faces.arabicBold : faces.arabic,
      isBold ? faces.hebrewBold : faces.hebrew,
      isBold ? faces.devanagariBold : faces.devanagari,
      math,
      mono,
      symbols,
      ...this.#extraFaces,
    ];
  }
}

function visibleCodePoints(character: string): readonly number[] {
  return Array.from(character)
    .filter((part) => !invisible.test(part))
    .map((part) => part.codePointAt(0) ?? 0);
}

let bundled: Promise<{ readonly harfBuzz: HarfBuzz; readonly faces: Faces }> | undefined;

/** Loads the fonts of the packages once, and the extra ones. Throws a TypeError if an extra font is not TTF or OTF. */
export async function loadFonts(extraFonts: readonly Uint8Array[]): Promise<FontSet> {
  bundled ??= loadBundledFonts();
  const { harfBuzz, faces } = await bundled;
  const extraFaces = extraFonts.map((data, index) => {
    const id = createHash("sha256").update(data).digest("hex").slice(0, 8);
    const face = new FontFace(harfBuzz, id, data);
    if (face.isEmpty) throw new TypeError(`fonts[${index}] has no characters: pass the content of a TTF or OTF file.`);
    return face;
  });
  return new FontSet(faces, extraFaces);
}

async function loadBundledFonts(): Promise<{ readonly harfBuzz: HarfBuzz; readonly faces: Faces }> {
  const harfBuzz = await import("harfbuzzjs");
  const entries = await Promise.all(
    Object.entries(files).map(async ([name, file]) => {
      const data = await readFile(require.resolve(`@expo-google-fonts/${file}`));
      return [name, new FontFace(harfBuzz, name, data)] as const;
    }),
  );
  return { harfBuzz, faces: Object.fromEntries(entries) as Faces };
}

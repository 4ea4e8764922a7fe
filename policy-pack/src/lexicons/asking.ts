import { parsePhrases } from "../text/phrases";

// Verbs with which a business asks, and verbs of other actions. The forms cover commands to "tu", "você", "usted" and "vos".

interface VerbForms {
  /** Forms that are commands only: "envie", "envíanos". */
  readonly command: readonly string[];
  /** Forms that are also the present tense: "envia". */
  readonly present: readonly string[];
  /** Infinitives and gerunds: "enviar", "enviándonos". */
  readonly infinitive: readonly string[];
  /** Forms of the business, or toward the customer: "enviaremos", "enviarte". */
  readonly own: readonly string[];
}

const pronouns = ["me", "nos", "lo", "la", "los", "melo", "mela", "noslo", "nosla"];

function appendPronouns(form: string): readonly string[] {
  return pronouns.map((pronoun) => form + pronoun);
}

/** Conjugates a verb in -ar. `soft` is the stem before E: "coloqu" of "colocar". */
function conjugateAr(stem: string, soft = stem): VerbForms {
  const inflect = (endings: string): readonly string[] => endings.split(" ").map((ending) => stem + ending);
  return {
    command: [
      ...["e", "em", "en", "es"].map((ending) => soft + ending),
      ...appendPronouns(`${soft}e`),
      ...appendPronouns(`${soft}en`),
      ...appendPronouns(`${stem}a`),
      ...inflect("ad adnos adme asse ara aras aran"),
    ],
    present: inflect("a as ais"),
    infinitive: [...inflect("ar ando arem"), ...appendPronouns(`${stem}ar`), ...appendPronouns(`${stem}ando`)],
    own: inflect("amos aremos arei are arte arle arles artelo"),
  };
}

/** Conjugates a verb in -er or -ir. `soft` is the stem before A, `strong` the stem of the present: "sugir" and "suger" of "sugerir". */
function conjugateErIr(infinitive: string, soft?: string, strong?: string): VerbForms {
  const stem = infinitive.slice(0, -2);
  const inflect = (endings: string): readonly string[] => endings.split(" ").map((ending) => stem + ending);
  const subjunctive = soft ?? stem;
  const present = strong ?? stem;
  return {
    command: [
      ...["a", "am", "an", "as"].map((ending) => subjunctive + ending),
      ...appendPronouns(`${subjunctive}a`),
      ...appendPronouns(`${subjunctive}an`),
      ...appendPronouns(`${present}e`),
      `${stem}iera`,
      `${stem}ieras`,
      `${stem}ieran`,
      `${stem}inos`,
      `${stem}ime`,
    ],
    present: [`${present}e`, `${present}es`],
    infinitive: [infinitive, ...inflect("endo indo iendo iendonos iendome"), ...appendPronouns(infinitive)],
    own: [...inflect("imos emos"), ...["emos", "te", "le", "les"].map((ending) => infinitive + ending)],
  };
}

function join(forms: readonly VerbForms[], key: keyof VerbForms): readonly string[] {
  return [...new Set(forms.flatMap((verb) => verb[key]))];
}

const askVerbs = [
  ...parsePhrases(
    "envi, mand, inform, digit, compartilh, confirm, encaminh, anex, repass, deix, dej, proporcion, adjunt, suministr, anot, reenvi, reencaminh, dict, contest, rellen",
  ).map((stem) => conjugateAr(stem)),
  conjugateAr("coloc", "coloqu"),
  conjugateAr("indic", "indiqu"),
  ...parsePhrases("compartir, remitir, escribir, escrever, responder, preencher, fornecer, submeter, transcrever").map(
    (verb) => conjugateErIr(verb),
  ),
  conjugateErIr("repetir", "repit", "repit"),
  conjugateErIr("inserir", "insir", "inser"),
];

// Also other actions: "passe na loja", "ingresa a la web", "fale com a gente".
const looseVerbs = [
  ...parsePhrases("pass, pas, ingres, fal, tecle, facilit, brind, avis, dit").map((stem) => conjugateAr(stem)),
  conjugateErIr("subir", "sub", "sub"),
  conjugateErIr("introducir", "introduzc", "introduc"),
  conjugateErIr("introduzir", "introduz"),
];

/** Verbs of other actions: what follows them is not asked for. */
const otherVerbs = [
  ...parsePhrases(
    "lev, llev, mostr, muestr, present, apresent, cri, cre, us, ganh, gan, troc, cambi, alter, mud, actualiz, atualiz, consult, regulariz, renov, renuev, tir, baix, descarg, assin, firm, solicit, guard, cuid, esconde, olvid, agend, marc, parcel, compr, acess, acced, retir, activ, ativ, bloque, desbloque, cancel, transfer, deposit, salv, limp, recuper, visit, aproveit, simul, realiz, tramit, registr, cadastr, contrat, solucion, resolv, quit, negoci, emit, gestion, prepar, acompanh, revis, valid, memoriz, cobr, cort, pint, reserv, evit",
  ).map((stem) => conjugateAr(stem)),
  ...[
    ["sac", "saqu"],
    ["busc", "busqu"],
    ["pag", "pagu"],
    ["cheg", "chegu"],
    ["lleg", "llegu"],
    ["explic", "expliqu"],
    ["verific", "verifiqu"],
    ["clic", "cliqu"],
    ["peg", "pegu"],
    ["toc", "toqu"],
    ["duplic", "dupliqu"],
  ].map(([stem = "", soft]) => conjugateAr(stem, soft)),
  ...parsePhrases(
    "abrir, receber, recibir, conhecer, esquecer, perder, emitir, escolher, vender, fazer, vencer, aprender, atender, descobrir, descubrir, traduzir, restablecer, ver, ler, leer",
  ).map((verb) => conjugateErIr(verb)),
  conjugateErIr("proteger", "protej", "proteg"),
  conjugateErIr("conocer", "conozc"),
  conjugateErIr("obtener", "obteng", "obtien"),
  conjugateErIr("tener", "teng", "tien"),
  conjugateErIr("traer", "traig"),
  conjugateErIr("trazer", "trag"),
  conjugateErIr("redefinir", "redefin"),
  conjugateErIr("pedir", "pid"),
];

const looseForms = (["command", "present", "infinitive"] as const).flatMap((key) => join(looseVerbs, key));
const hasRecipient = /(?:me|nos)(?:l[ao]s?)?$/;

export const askForms = {
  command: [...join(askVerbs, "command"), ...looseForms.filter((form) => hasRecipient.test(form))],
  present: join(askVerbs, "present"),
  infinitive: join(askVerbs, "infinitive"),
  loose: looseForms.filter((form) => !hasRecipient.test(form)),
} as const;

// Forms with a pronoun are rare here, and such a word is never taken for a request.
const withPronoun = /(?:me|nos|l[ao]s?)$/;

export const otherForms = [
  ...(["command", "present", "infinitive", "own"] as const)
    .flatMap((key) => join(otherVerbs, key))
    .filter((form) => !withPronoun.test(form)),
  ...join([...askVerbs, ...looseVerbs], "own"),
];

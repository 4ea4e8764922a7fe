import { z } from "zod";
import { quote, type Message } from "../finding";
import { describeUnsetOption } from "../message-terms";
import { citeGoodPractice, citeOrganization, citeTemplateGuidelines } from "./reference";
import { NotApplicable, stackRule, type StackSequence, type StackViolation } from "./rule";

function keyByName({ content }: StackSequence): string | undefined {
  return content.name;
}

function keyByTexts({ content: { text, autofill, iceBreakers, isPartial = false } }: StackSequence) {
  return isPartial || text === undefined || iceBreakers.includes(undefined)
    ? undefined
    : JSON.stringify([text, autofill ?? null, iceBreakers]);
}

/** Reports each sequence that has the same key as an earlier one of the same account. */
function findRepeated(
  sequences: readonly StackSequence[],
  getKey: (sequence: StackSequence) => string | undefined,
  violation: { readonly path: string; readonly what: Message; readonly fix: Message },
): readonly StackViolation[] {
  const { path, what, fix } = violation;
  const firstByKey = new Map<string, StackSequence>();
  return sequences.flatMap((sequence) => {
    const ownKey = getKey(sequence);
    if (ownKey === undefined) return [];
    const key = JSON.stringify([sequence.wabaId ?? null, ownKey]);
    const other = firstByKey.get(key);
    if (other === undefined) {
      firstByKey.set(key, sequence);
      return [];
    }
    const [name, otherName] = [quote(sequence.name), quote(other.name)];
    const message = {
      en: `${name} and ${otherName} have ${what.en}`,
      pt: `${name} e ${otherName} têm ${what.pt}`,
      es: `${name} y ${otherName} tienen ${what.es}`,
    };
    return [{ location: sequence.location, path, message, fix }];
  });
}

export const uniqueContent = stackRule({
  id: "whatsapp-unique-content",
  description: "Sequences of an account differ in their names and in their texts.",
  doesNotDetect: {
    summary:
      "Texts that say the same in other words or with another character, and sequences outside the stack or the given files.",
    reported: [
      { content: { name: "a", text: "Hi", iceBreakers: [] } },
      { content: { name: "b", text: "Hi", iceBreakers: [] } },
    ],
    missed: [
      { content: { name: "a", text: "Hi", iceBreakers: [] } },
      { content: { name: "b", text: "Hi!", iceBreakers: [] } },
    ],
  },
  severity: "medium",
  reference: citeTemplateGuidelines("Duplicates: Meta rejects a template with the same texts as another"),
  fix: {
    en: "Change the name or the texts, or use one sequence for both ads.",
    pt: "Mude o nome ou os textos, ou use uma só sequência para os dois anúncios.",
    es: "Cambia el nombre o los textos, o usa una sola secuencia para los dos anuncios.",
  },
  options: z.strictObject({}),
  check: () => (sequences) => [
    ...findRepeated(sequences, keyByName, {
      path: "name",
      what: { en: "the same name", pt: "o mesmo nome", es: "el mismo nombre" },
      fix: {
        en: "Give each sequence its own name, so that people can tell them apart.",
        pt: "Dê a cada sequência um nome próprio, para que se possa distingui-las.",
        es: "Da a cada secuencia su propio nombre, para poder distinguirlas.",
      },
    }),
    ...findRepeated(sequences, keyByTexts, {
      path: "text",
      what: { en: "the same texts", pt: "os mesmos textos", es: "los mismos textos" },
      fix: {
        en: "Keep one of them: a sequence can serve several ads.",
        pt: "Mantenha uma delas: uma sequência pode servir a vários anúncios.",
        es: "Deja una de ellas: una secuencia puede servir para varios anuncios.",
      },
    }),
  ],
});

export const protectInUse = stackRule({
  id: "whatsapp-protect-in-use",
  description: "Sequences that an ad uses are protected, so that a change of the program does not delete them.",
  doesNotDetect: {
    summary:
      "Ads that the provider cannot see, such as ads of another account, and sequences whose use is not known yet.",
    reported: [{ isUsedInAd: true, isProtected: false }],
    missed: [{ isUsedInAd: undefined, isProtected: false }],
  },
  severity: "medium",
  reference: citeGoodPractice(
    "Meta rejects the deletion of a sequence that an ad uses (4027012); policies cannot see deletions, so `protect` prevents them",
  ),
  fix: {
    en: "Set `protect: true` in the resource's options.",
    pt: "Defina `protect: true` nas opções do recurso.",
    es: "Define `protect: true` en las opciones del recurso.",
  },
  notes:
    'The rule skips sequences with `onContentChange: "replace"`: each change replaces them, and the provider refuses to delete them while an ad uses them.',
  options: z.strictObject({}),
  check: () => (sequences) => {
    const known = sequences.filter(
      ({ isUsedInAd, isProtected }) => isUsedInAd !== undefined && isProtected !== undefined,
    );
    if (known.length === 0) {
      return new NotApplicable({
        en: "it is not known which sequences ads use",
        pt: "não se sabe quais sequências os anúncios usam",
        es: "no se sabe qué secuencias usan los anuncios",
      });
    }
    return known
      .filter(
        ({ isUsedInAd, isProtected, isReplacedOnChange }) =>
          isUsedInAd === true && isProtected === false && !isReplacedOnChange,
      )
      .map(({ location }) => ({
        location,
        path: "sequence",
        message: {
          en: "an ad uses the sequence, but it is not protected",
          pt: "um anúncio usa a sequência, mas ela não está protegida",
          es: "un anuncio usa la secuencia, pero no está protegida",
        },
      }));
  },
});

function groupByAccount(sequences: readonly StackSequence[]): ReadonlyMap<string, readonly StackSequence[]> {
  const accounts = new Map<string, StackSequence[]>();
  for (const sequence of sequences) {
    const wabaId = sequence.wabaId ?? "";
    const ofAccount = accounts.get(wabaId) ?? [];
    ofAccount.push(sequence);
    accounts.set(wabaId, ofAccount);
  }
  return accounts;
}

export const maxSequences = stackRule({
  id: "whatsapp-max-sequences",
  description: "An account has no more sequences than your organization can maintain.",
  doesNotDetect: {
    summary: "Sequences of the account that other stacks or people created.",
    reported: [{}, {}],
    missed: [{}],
    options: { max: 1 },
  },
  severity: "low",
  reference: citeOrganization("Number of sequences for each WhatsApp Business Account"),
  fix: {
    en: "Remove sequences that no ad uses, or raise the option `max`.",
    pt: "Remova as sequências que nenhum anúncio usa ou aumente a opção `max`.",
    es: "Quita las secuencias que ningún anuncio usa o aumenta la opción `max`.",
  },
  options: z.strictObject({
    max: z
      .int()
      .min(1)
      .optional()
      .describe("Maximum number of sequences of one WhatsApp Business Account in the stack. Absent: the rule is off."),
  }),
  check:
    ({ max }) =>
    (sequences) => {
      if (max === undefined) return new NotApplicable(describeUnsetOption("max"));
      return [...groupByAccount(sequences)].flatMap(([wabaId, ofAccount]) => {
        const [excess] = ofAccount.slice(max);
        if (excess === undefined) return [];
        const count = ofAccount.length;
        const message = {
          en: `${wabaId === "" ? "the account" : `account ${wabaId}`} has ${count} sequences in this stack; the maximum is ${max}`,
          pt: `a conta${wabaId === "" ? "" : ` ${wabaId}`} tem ${count} sequências nesta stack; o máximo é ${max}`,
          es: `la cuenta${wabaId === "" ? "" : ` ${wabaId}`} tiene ${count} secuencias en este stack; el máximo es ${max}`,
        };
        return [{ location: excess.location, path: "sequence", message }];
      });
    },
});

import { z } from "zod";
import { digestContent, listTextFields } from "../content";
import { quote } from "../finding";
import { citeGoodPractice, citeOrganization, citeTemplateGuidelines } from "./reference";
import { contentRule, NotApplicable, stackRule, type StackSequence, type StackViolation } from "./rule";

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
  violation: { readonly path: string; readonly what: string; readonly fix: string },
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
    const message = `${quote(sequence.name)} and ${quote(other.name)} have ${what}`;
    return [{ location: sequence.location, path, message, fix }];
  });
}

export const uniqueContent = stackRule({
  id: "whatsapp-unique-content",
  description: "Sequences of an account differ in their names and in their texts.",
  severity: "medium",
  reference: citeTemplateGuidelines("Duplicates: Meta rejects a template with the same texts as another"),
  remediationSteps: "Change the name or the texts, or use one sequence for both ads.",
  options: z.strictObject({}),
  check: () => (sequences) => [
    ...findRepeated(sequences, keyByName, {
      path: "name",
      what: "the same name",
      fix: "Give each sequence its own name, so that people can tell them apart.",
    }),
    ...findRepeated(sequences, keyByTexts, {
      path: "text",
      what: "the same texts",
      fix: "Keep one of them: a sequence can serve several ads.",
    }),
  ],
});

export const protectInUse = stackRule({
  id: "whatsapp-protect-in-use",
  description: "Sequences that an ad uses are protected, so that a change of the program does not delete them.",
  severity: "medium",
  reference: citeGoodPractice(
    "Meta rejects the deletion of a sequence that an ad uses (4027012); policies cannot see deletions, so `protect` prevents them",
  ),
  remediationSteps: "Set `protect: true` in the resource's options.",
  notes:
    'The rule skips sequences with `onContentChange: "replace"`: each change replaces them, and the provider refuses to delete them while an ad uses them.',
  options: z.strictObject({}),
  check: () => (sequences) => {
    const known = sequences.filter(
      ({ isUsedInAd, isProtected }) => isUsedInAd !== undefined && isProtected !== undefined,
    );
    if (known.length === 0) return new NotApplicable("it is not known which sequences ads use");
    return known
      .filter(
        ({ isUsedInAd, isProtected, isReplacedOnChange }) =>
          isUsedInAd === true && isProtected === false && !isReplacedOnChange,
      )
      .map(({ location }) => ({
        location,
        path: "sequence",
        message: "an ad uses the sequence, but it is not protected",
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
  severity: "low",
  reference: citeOrganization("Number of sequences for each WhatsApp Business Account"),
  remediationSteps: "Remove sequences that no ad uses, or raise the option `max`.",
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
      if (max === undefined) return new NotApplicable("the option max is not set");
      return [...groupByAccount(sequences)].flatMap(([wabaId, ofAccount]) => {
        const [excess] = ofAccount.slice(max);
        if (excess === undefined) return [];
        const account = wabaId === "" ? "the account" : `account ${wabaId}`;
        const message = `${account} has ${ofAccount.length} sequences in this stack; the maximum is ${max}`;
        return [{ location: excess.location, path: "sequence", message }];
      });
    },
});

const maxNameLength = 200;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

export const naming = contentRule({
  id: "whatsapp-naming",
  description: "Names of sequences follow your organization's pattern.",
  severity: "low",
  reference: citeOrganization("Names of sequences"),
  remediationSteps: "Change the `name` so that it matches the pattern.",
  options: z.strictObject({
    pattern: z
      .string()
      .refine(isPattern, "is not a regular expression of JavaScript with the flag u")
      .optional()
      .describe(
        "Regular expression (flag u) that must match the whole name, e.g. `(br|mx|us)-[a-z0-9-]+`. Absent: the rule is off.",
      ),
    hint: z.string().optional().describe("The pattern in plain words, for the message of each violation."),
  }),
  readsFullText: true,
  check: ({ pattern, hint }) => {
    const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "u");
    const fix = hint === undefined ? `Use a name that matches ${pattern ?? ""}.` : `Use: ${hint}.`;
    return (content) => {
      if (whole === undefined) return new NotApplicable("the option pattern is not set");
      // A configured pattern may be slow on long texts.
      return listTextFields(content, ["name"]).flatMap(({ path, text }) =>
        text.length <= maxNameLength && whole.test(text)
          ? []
          : [{ path, message: `${quote(text)} does not match the pattern`, fix }],
      );
    };
  },
});

export const approvedContent = contentRule({
  id: "whatsapp-approved-content",
  description: "The name and texts of each sequence are exactly as approved.",
  severity: "high",
  reference: citeOrganization("Approval before publication"),
  remediationSteps: "Have the texts approved and add the digest to the option `approved`.",
  options: z.strictObject({
    approved: z
      .array(
        z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits, as `pulumi-whatsapp-policy digest` prints them"),
      )
      .optional()
      .describe(
        "Digests of the approved sequences (SHA-256 in hex), as `pulumi-whatsapp-policy digest` prints them. Absent: the rule is off.",
      ),
  }),
  readsFullText: true,
  check: ({ approved }) => {
    const known = new Set(approved);
    return (content) => {
      if (approved === undefined) return new NotApplicable("the option approved is not set");
      const digest = digestContent(content);
      if (digest === undefined) return new NotApplicable("some texts are not known yet");
      return known.has(digest) ? [] : [{ path: "sequence", message: `the texts are not approved (digest ${digest})` }];
    };
  },
});

const dateTime = z.iso.datetime({
  offset: true,
  error: "must be a date and time with its offset, e.g. 2026-11-26T00:00:00-03:00",
});

export const freezeWindow = contentRule({
  id: "whatsapp-freeze-window",
  description: "Nothing is deployed during a freeze.",
  severity: "medium",
  reference: citeOrganization("Change freeze"),
  remediationSteps: "Wait until the freeze is over, or waive the rule for an urgent change.",
  notes: "Policies cannot see differences, so the rule also fails when nothing changes: disable it for drift checks.",
  options: z.strictObject({
    windows: z
      .array(
        z
          .strictObject({
            from: dateTime.describe("Start of the freeze."),
            to: dateTime.describe("End of the freeze, exclusive."),
            reason: z.string().min(1).describe("Reason, for the message of each violation."),
          })
          .refine(({ from, to }) => Date.parse(from) < Date.parse(to), "must end after it begins"),
      )
      .optional()
      .describe("Freezes. Absent: the rule is off."),
  }),
  check:
    ({ windows }, { now }) =>
    () => {
      if (windows === undefined) return new NotApplicable("the option windows is not set");
      const nowMs = now().getTime();
      return windows
        .filter(({ from, to }) => Date.parse(from) <= nowMs && nowMs < Date.parse(to))
        .map(({ from, to, reason }) => ({
          path: "sequence",
          message: `deployments are frozen from ${from} to ${to} (${reason})`,
        }));
    },
});

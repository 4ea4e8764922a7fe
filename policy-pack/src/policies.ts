import type { ResourceValidationPolicy } from "@pulumi/policy";
import { sequenceArgsSchema } from "pulumi-whatsapp/schema";

/** Type of the resources these policies look at. */
const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";

// A sequence knows no personalisation, so whatever looks like a placeholder reaches people as it stands.
const placeholders: readonly RegExp[] = [
  /\bTODO\b|\bFIXME\b/,
  /\blorem ipsum\b/i,
  /\{\{[^{}]{0,60}\}\}/,
  /\$\{[^{}]{0,60}\}/,
  /\[object Object\]/,
  /Calling \[toString\] on an \[Output<T>\]/,
];

/** Texts a person will see, each with its path in the arguments. Values that are not known yet are passed over. */
function textsOf(props: unknown): readonly (readonly [path: string, text: string])[] {
  const parsed = sequenceArgsSchema.partial().loose().safeParse(props);
  if (!parsed.success) return [];
  const { text, autofillMessage, iceBreakers } = parsed.data;
  const titles = (iceBreakers ?? []).map(({ title }, i) => [`iceBreakers[${i}].title`, title] as const);
  const single = [["text", text] as const, ["autofillMessage.content", autofillMessage?.content] as const];
  return [...single, ...titles].flatMap(([path, value]) => (value === undefined ? [] : [[path, value] as const]));
}

/** No placeholder is left in a text that people will see. The message names the path and the placeholder, never the whole text. */
export const noLeftoverPlaceholder: ResourceValidationPolicy = {
  name: "whatsapp-no-leftover-placeholder",
  description: "Texts of a welcome message sequence hold no placeholder that was meant to be filled in.",
  enforcementLevel: "mandatory",
  validateResource: (args, reportViolation) => {
    if (args.type !== sequenceType) return;
    for (const [path, text] of textsOf(args.props)) {
      for (const placeholder of placeholders) {
        const found = placeholder.exec(text)?.[0];
        if (found !== undefined)
          reportViolation(`${path} holds ${JSON.stringify(found)}: write the text that people shall read.`);
      }
    }
  },
};

export const policies: readonly ResourceValidationPolicy[] = [noLeftoverPlaceholder];

import { z } from "zod";
import { graphId } from "./ids";

// Spaces, joiners, direction marks and fillers show nothing by themselves; U+2800 is the blank of Braille.
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Control}\u2800]/u;

/** Text a person will see: at least one visible character, well-formed Unicode, no NUL. Kept exactly as written. */
export const visibleText = z
  .string()
  .refine((text) => visible.test(text), "must not be empty; write at least one visible character")
  .refine((text) => text.isWellFormed(), "has half of a surrogate pair; write the whole character (UTF-16)")
  .refine((text) => !text.includes("\u0000"), "has a NUL character; remove it");

export const autofillMessageSchema = z.strictObject({ content: visibleText });
export const iceBreakerSchema = z.strictObject({ title: visibleText });

/** What a person says about a sequence: Meta's own JSON in camelCase, plus what only this provider knows. Unknown keys are refused. */
export const sequenceArgsSchema = z.strictObject({
  wabaId: graphId.nullish(),
  name: visibleText,
  text: visibleText,
  autofillMessage: autofillMessageSchema.nullish(),
  iceBreakers: z.array(iceBreakerSchema).nullish(),
  onContentChange: z.enum(["update", "replace"]).nullish(),
  duplicates: z.enum(["refuse", "allow"]).nullish(),
  adoptSequenceId: graphId.nullish(),
});

/** Arguments of a sequence as they arrive at the provider, the hidden handler text taken off. */
export type SequenceArgs = z.infer<typeof sequenceArgsSchema>;

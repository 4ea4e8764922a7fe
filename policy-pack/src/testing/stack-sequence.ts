import type { StackSequence } from "../rules/rule";

/** Creates a sequence of a stack with these changes. */
export function stackSequence(name: string, changes: Partial<StackSequence> = {}): StackSequence {
  return {
    name,
    location: `urn:${name}`,
    content: { name, text: `Hi from ${name}`, iceBreakers: [] },
    wabaId: "1",
    isUsedInAd: false,
    isProtected: false,
    isReplacedOnChange: false,
    ...changes,
  };
}

import { z } from "zod";
import { craftOn } from "./basis";
import { NotApplicable, stackRule } from "./rule";

export const protectInUse = stackRule({
  id: "whatsapp-protect-in-use",
  description: "A sequence that an ad uses carries `protect`, so that no change of the program removes it unseen.",
  severity: "medium",
  basis: craftOn(
    "Meta deletes no sequence that an ad uses (4027012); policies see no deletes, so what guards one is `protect`",
  ),
  steps:
    'Set `protect: true` in the resource\'s options. Sequences with onContentChange "replace" are left out: they are replaced on every change, and the provider itself refuses to delete them while an ad uses them.',
  options: z.strictObject({}),
  check: () => (sequences) => {
    const known = sequences.filter(
      ({ isUsedInAd, isProtected }) => isUsedInAd !== undefined && isProtected !== undefined,
    );
    if (known.length === 0) return new NotApplicable("whether ads use the sequences is not known");
    return known
      .filter(
        ({ isUsedInAd, isProtected, isReplacedOnChange }) =>
          isUsedInAd === true && isProtected === false && !isReplacedOnChange,
      )
      .map(({ where }) => ({
        where,
        path: "sequence",
        says: "an ad uses it, and it is not protected",
        fix: "Set `protect: true` in its options.",
      }));
  },
});

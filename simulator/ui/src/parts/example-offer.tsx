import { exampleSeed } from "../../../src/seed/example-seed";
import { sendSeed } from "../api";
import { runAction, useApp } from "../hooks";

/** Offers the example of `pulumi-whatsapp-simulator init` while there are no sequences and no ads. */
export function ExampleOffer() {
  const isEmpty = useApp(
    ({ content }) => content !== undefined && content.sequences.length === 0 && content.ads.length === 0,
  );
  if (!isEmpty) return null;
  const load = () => sendSeed(exampleSeed, "application/yaml");
  return (
    <section class="offer" aria-label="First steps">
      <p>
        There are no ads yet. Deploy a program to this simulator, or load an example: a welcome message, an ad, a person
        and a template.
      </p>
      <button type="button" class="primary" onClick={() => void runAction(load, "Example loaded.")}>
        Load the example
      </button>
    </section>
  );
}

import { readdirSync } from "node:fs";
import {
  serializeState,
  hasSerializedSecrets,
  deserializeState,
  parseExported,
  renderDeployment,
} from "../../engine/src/state/checkpoint";
import { plainReader, plainWriter, SecretCache } from "../../engine/src/state/secret-cache";
import { openCipher } from "../../engine/src/state/passphrase-cipher";
import { type JsonMap, loadRecording, recordingsDir } from "./recording";

const names = readdirSync(recordingsDir).map((file) => file.replace(/\.json$/, ""));

/** Deserializes a recorded state and serializes it again. */
async function rewrite(exported: JsonMap): Promise<object> {
  const closed = parseExported(exported, "recorded state");
  if (!hasSerializedSecrets(closed)) {
    const snapshot = deserializeState(closed, plainReader);
    return renderDeployment(serializeState(snapshot, closed.salt, closed.manifestVersion, plainWriter));
  }
  const cache = new SecretCache(await openCipher(closed.salt ?? "", "recorded"));
  return renderDeployment(serializeState(deserializeState(closed, cache), closed.salt, closed.manifestVersion, cache));
}

function withoutTime(deployment: object): object {
  const { manifest, ...rest } = deployment as { manifest: object };
  return { ...rest, manifest: { ...manifest, time: "" } };
}

test.each(names)("reads and rewrites every recorded state of %s without losing a field", async (name) => {
  for (const { state } of loadRecording(name).steps) {
    const written: unknown = JSON.parse(JSON.stringify(await rewrite(state)));
    expect(withoutTime(written as object)).toEqual(withoutTime(state["deployment"] as JsonMap));
  }
});

/** Removes all rows with the probe's prefix, and no others. */
import { isOfProbe } from "./account.mjs";

/**
 * @typedef {object} Left
 * @property {string} id
 * @property {string} why
 */

/**
 * Removes rows until the list contains none of the probe. Removes rows of this run that the list does not contain by id.
 * @param {{ account: import("./account.mjs").Account, reads: number, pause: () => Promise<void> }} options
 * @returns {Promise<{ removed: string[], left: Left[], rows: import("./account.mjs").Row[] }>} `rows`: the last read.
 */
export async function sweep({ account, reads, pause }) {
  const removed = new Set();
  /** @type {Map<string, string>} */
  const refused = new Map();
  for (let idle = 0; ;) {
    const { rows } = await account.look();
    const shown = rows.filter(isOfProbe).map(({ id }) => id);
    const open = [...new Set([...shown, ...account.made])].filter((id) => !removed.has(id) && !refused.has(id));
    for (const id of open) {
      const { refusal } = await account.remove(id);
      if (refusal === undefined || refusal === "4027017") removed.add(id);
      else refused.set(id, refusal === "4027012" ? "an ad uses it (4027012)" : `refused with ${refusal}`);
    }
    if (open.length > 0) continue;
    const lagging = shown.filter((id) => removed.has(id));
    idle += 1;
    if (lagging.length > 0 && idle < reads) {
      await pause();
      continue;
    }
    const left = [...refused].map(([id, why]) => ({ id, why }));
    const still = lagging.map((id) => ({ id, why: `removed, and still listed after ${idle} reads` }));
    return { removed: [...removed], left: [...left, ...still], rows };
  }
}

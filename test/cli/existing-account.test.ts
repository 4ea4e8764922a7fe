import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { calls } from "../support/world/account";
import { ProjectFixture } from "../support/world/project-fixture";
import { runCommand } from "../support/command";
import { EngineCommand } from "../support/engine-command";

const the = new ProjectFixture();
const count = 50;
const pageSize = 20;

/** Runs the engine's command and returns its output. The journal contains its calls. */
async function runEngine(...args: string[]): Promise<string> {
  the.account.meta.clearJournal();
  const { code, text } = await new EngineCommand(the.project, the.account, args).ended;
  expect({ code, text }).toEqual({ code: 0, text: expect.any(String) });
  return text;
}

test("import-file imports three pages of sequences with one request per page", async () => {
  const { meta, edge } = the.account;
  meta.setWire({ pageSize });
  for (let i = 0; i < count; i++) {
    const content = { text: `Olá "${i}"!\n\`$\{name}\` 👋`, ice_breakers: [{ title: `Como ${i}?` }] };
    meta.addSequence({ name: `Oferta ${i % 40}`, content });
  }
  const before = meta.sequences();
  await runEngine("stack", "init");
  meta.clearJournal();
  const { code, out } = await runCommand(["import-file"], the.account.environment(), the.project.dir);
  expect(code).toBe(0);
  expect(calls(meta.journal())).toEqual([`GET ${edge}`, `GET ${edge}`, `GET ${edge}`, "GET /app"]);

  const [, words = ""] = /pulumi-whatsapp-engine (import .*)/.exec(out) ?? [];
  expect(await runEngine(...words.split(" "))).toContain(`= ${count} imported`);
  expect(meta.journal()).toEqual([]);

  writeFileSync(join(the.project.dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(the.project.dir, "package.json"), '{ "name": "shop", "private": true, "main": "index.ts" }');
  writeFileSync(join(the.project.dir, "index.ts"), 'import "./sequences";\n');
  expect(await runEngine("preview", "--expect-no-changes")).toContain(`${count + 1} unchanged`);
  expect(meta.journal()).toEqual([]);
  await runEngine("refresh", "--yes", "--skip-preview", "--expect-no-changes");
  expect(meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  expect(meta.sequences()).toEqual(before);
}, 300_000);

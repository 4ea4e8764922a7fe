import { readFileSync } from "node:fs";
import { join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { valid } from "semver";
import { parse } from "yaml";
import { environmentName, type SettingName } from "../../provider/src/schema/settings";

/** Where the rules come from. Repositories at the named commit or version, all read on 2026-12-01. */
const sources = {
  /** pulumi/registry at 0b21a20 (2026-08-22). */
  readme: "pulumi/registry README.md, Adding a Package",
  generator: "pulumi/registry tools/resourcedocsgen/cmd/metadata.go",
  entryCheck: "pulumi/registry scripts/ci/community-package/verify_entry.py",
  docLint: "pulumi/registry scripts/ci/community-package/doc_lint.py",
  installProbe: "pulumi/registry scripts/ci/community-package/sdk_install_probe.py",
  reviewList: "pulumi/registry docs/adding-a-new-package.md",
  markdownLint: "pulumi/registry scripts/lint/lint-markdown.js",
  delimiterLint: "pulumi/registry scripts/lint/check-shortcode-delimiters.js",
  layouts: "pulumi/registry themes/default/layouts",
  packageCheck: "pulumi/registry .claude/commands/validate-package.md",
  /** pulumi/docs at 0df505e and 3120b96, under content/docs/iac/guides/building-extending/packages. */
  publishing: "pulumi/docs publishing-packages.md",
  executable: "pulumi/docs executable-plugin.md",
} as const;

interface Rule {
  readonly source: string;
  readonly check: () => void | Promise<void>;
}

/** Rules that the package cannot meet before it has a public repository and its first release (docs/registry/README.md). */
const open = new Map([
  ["the schema names its publisher", "the publisher is the owner of the repository"],
  ["the repository is on GitHub and has the package's name", "there is no public repository yet"],
  ["the logo's URL leads to this repository", "it contains the owner of the repository"],
  ["the plugin is downloaded from the releases of this repository", "it contains the owner of the repository"],
  ["the installation page links the SDK of each language", "only the npm package will be published at first"],
]);

const root = join(__dirname, "../..");
function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

interface Described {
  readonly description?: string;
}
interface Resource extends Described {
  readonly inputProperties?: Readonly<Record<string, Described>>;
  readonly properties?: Readonly<Record<string, Described>>;
}
interface PackageSchema extends Readonly<Partial<Record<"displayName" | "publisher" | "repository", string>>> {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly logoUrl?: string;
  readonly pluginDownloadURL?: string;
  readonly keywords: readonly string[];
  readonly config: { readonly variables: Readonly<Record<string, Described>> };
  readonly provider: Resource;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly functions: Readonly<Record<string, Described>>;
  readonly language: Readonly<Record<string, { readonly packageName?: string; readonly importBasePath?: string }>>;
}
const schema = JSON.parse(read("provider/schema.json")) as PackageSchema;
const { version } = JSON.parse(read("provider/package.json")) as { readonly version: string };

const overview = "docs/_index.md";
const installation = "docs/installation-configuration.md";
const pages = [overview, installation];
const logo = "docs/registry/logo.svg";

/** Splits a page into its YAML front matter and its text. */
function readPage(path: string): { readonly matter: Readonly<Record<string, unknown>>; readonly text: string } {
  const [, matter = "", text = ""] = /^---\n([^]*?)^---\n([^]*)$/m.exec(read(path)) ?? [];
  return { matter: parse(matter) as Readonly<Record<string, unknown>>, text };
}

const rules: Readonly<Record<string, Rule>> = {
  "the pages are in docs and begin with front matter": {
    source: sources.generator,
    check: () => {
      for (const page of pages) expect(read(page).startsWith("---\n")).toBe(true);
    },
  },
  "the pages have a title and a description": {
    source: sources.markdownLint,
    check: () => {
      for (const page of pages) {
        const text: unknown = expect.stringMatching(/\S/);
        expect(readPage(page).matter).toMatchObject({ title: text, meta_desc: text });
      }
    },
  },
  "the pages have the layout of packages": {
    source: `${sources.layouts}/registry/package.html`,
    check: () => {
      for (const page of pages) expect(readPage(page).matter).toMatchObject({ layout: "package" });
    },
  },
  "the titles contain the display name": {
    source: sources.publishing,
    check: () => {
      expect(schema.displayName).toMatch(/\S/);
      expect(readPage(overview).matter["title"]).toBe(schema.displayName);
      expect(readPage(installation).matter["title"]).toBe(`${schema.displayName ?? ""} Installation & Configuration`);
    },
  },
  "images and links are absolute": {
    source: sources.docLint,
    check: () => {
      for (const page of pages) {
        expect(readPage(page).text).not.toMatch(/<img|!\[[^\]]*\]\((?!https:)|<a\s|\]\((?!https:|#)/);
      }
    },
  },
  "the delimiters of Hugo's shortcodes have no spaces": {
    source: sources.delimiterLint,
    check: () => {
      for (const page of pages) expect(readPage(page).text).not.toMatch(/\{\{\s+[<%]/);
    },
  },
  "the overview begins with a summary": {
    source: sources.readme,
    check: () => {
      const [summary = ""] = readPage(overview).text.split(/^#/m);
      expect(summary.trim().split(/\s+/).length).toBeGreaterThan(20);
    },
  },
  "the overview has an example in each language": {
    source: sources.readme,
    check: () => {
      const { text } = readPage(overview);
      const [, options = ""] = /\{\{< chooser language "([^"]*)" >\}\}/.exec(text) ?? [];
      const languages = ["typescript", "python", "go", "csharp", "java", "yaml"];
      expect(options.split(",")).toEqual(languages);
      const shown = text.matchAll(
        /\{\{% choosable language (\w+) %\}\}\n\n```(\w+)\n[^]+?\n```\n\n\{\{% \/choosable %\}\}/g,
      );
      expect([...shown].map(([, language, code]) => [language, code])).toEqual(languages.map((name) => [name, name]));
      expect(text).toContain("{{< /chooser >}}");
    },
  },
  "the installation page links the npm package": {
    source: sources.reviewList,
    check: () => expect(read(installation)).toContain("(https://www.npmjs.com/package/pulumi-whatsapp)"),
  },
  "the installation page links the SDK of each language": {
    source: sources.reviewList,
    check: () => {
      for (const host of ["npmjs.com", "pypi.org", "nuget.org", "pkg.go.dev"]) {
        expect(read(installation)).toContain(`${host}/`);
      }
    },
  },
  "the installation page has the command that installs this version": {
    source: sources.reviewList,
    check: () => expect(read(installation)).toContain(`\npulumi plugin install resource ${schema.name} ${version} `),
  },
  "the installation page shows configuration by command and by environment": {
    source: sources.readme,
    check: () => {
      expect(read(installation)).toContain(`\npulumi config set --secret ${schema.name}:accessToken\n`);
      expect(read(installation)).toContain(`\nexport ${environmentName("accessToken")}=`);
    },
  },
  "the installation page lists every setting": {
    source: sources.publishing,
    check: () => {
      const rows = [...read(installation).matchAll(/^\| `whatsapp:(\w+)`.*?\| `(\w+)` /gm)];
      const settings = Object.keys(schema.config.variables) as SettingName[];
      expect(rows.map(([, name, variable]) => [name, variable])).toEqual(
        settings.map((name) => [name, environmentName(name)]),
      );
    },
  },
  "the schema's name is plain": {
    source: sources.packageCheck,
    check: () => expect(schema.name).toMatch(/^[a-z][a-z0-9-]*$/),
  },
  "the schema's version is that of the release": {
    source: sources.generator,
    check: () => {
      expect(valid(schema.version)).toBe(schema.version);
      expect(schema.version).toBe(version);
    },
  },
  "the schema names its publisher": {
    source: sources.generator,
    check: () => expect(schema.publisher).toMatch(/\S/),
  },
  "the description contains the name": {
    source: sources.publishing,
    check: () => expect(schema.description).toContain(schema.displayName),
  },
  "the keywords name a category and the kind": {
    source: `${sources.publishing}, ${sources.generator}`,
    check: () => {
      const categories = schema.keywords.filter((word) => word.startsWith("category/"));
      expect(categories).toHaveLength(1);
      expect(["cloud", "database", "infrastructure", "monitoring", "network", "utility", "vcs"]).toContain(
        categories[0]?.replace("category/", ""),
      );
      expect(schema.keywords.filter((word) => word.startsWith("kind/"))).toEqual(["kind/native"]);
    },
  },
  "the repository is on GitHub and has the package's name": {
    source: sources.generator,
    check: () => expect(schema.repository).toMatch(new RegExp(`^https://github\\.com/[\\w.-]+/pulumi-${schema.name}$`)),
  },
  "the logo's URL leads to this repository": {
    source: sources.publishing,
    check: () => {
      const [, slug = "?"] = /^https:\/\/github\.com\/(.+)$/.exec(schema.repository ?? "") ?? [];
      expect(schema.logoUrl).toBe(`https://raw.githubusercontent.com/${slug}/main/${logo}`);
    },
  },
  "the plugin is downloaded from the releases of this repository": {
    source: `${sources.executable}, ${sources.installProbe}`,
    check: () => {
      const [, slug = "?"] = /^https:\/\/github\.com\/(.+)$/.exec(schema.repository ?? "") ?? [];
      expect(schema.pluginDownloadURL).toBe(`github://api.github.com/${slug}`);
    },
  },
  "the names of the SDKs need no escape in a command": {
    source: sources.installProbe,
    check: () => {
      const names = Object.values(schema.language).flatMap((each) => [each.packageName, each.importBasePath]);
      for (const name of names) expect(name ?? "none").toMatch(/^[A-Za-z0-9._@/-]+$/);
    },
  },
  "everything in the API docs has a description": {
    source: sources.publishing,
    check: () => {
      const { resources, functions, provider } = schema;
      const members = [provider, ...Object.values(resources)].flatMap((resource) => [
        resource,
        ...Object.values({ ...resource.properties, ...resource.inputProperties }),
      ]);
      for (const { description } of [...members, ...Object.values(functions)]) expect(description).toMatch(/\S/);
    },
  },
  "the logo is a square SVG without links and surrounding space": {
    source: sources.publishing,
    check: async () => {
      const svg = read(logo);
      expect(svg).not.toMatch(/href|url\(|<script|<style/);
      await initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
      const image = new Resvg(svg);
      expect([image.width, image.height]).toEqual([100, 100]);
      const { x, y, width, height } = image.getBBox() ?? {};
      for (const edge of [x, y]) expect(edge).toBeCloseTo(0);
      for (const size of [width, height]) expect(size).toBeCloseTo(100);
    },
  },
  "the release is a tag v and the version": {
    source: sources.readme,
    check: () => expect(read(".github/workflows/release.yml")).toContain('tags: ["v*"]'),
  },
  "the release contains the archives of the plugin": {
    source: sources.executable,
    check: () => expect(read(".github/workflows/release.yml")).toContain("release-archives"),
  },
};

const met = Object.entries(rules).filter(([rule]) => !open.has(rule));

test.each(met.map(([rule, { source, check }]) => [rule, source, check] as const))("%s (%s)", (_rule, _source, check) =>
  check(),
);

test.each([...open])("open until the first release: %s (%s)", async (rule) => {
  await expect(async () => rules[rule]?.check()).rejects.toThrow();
});

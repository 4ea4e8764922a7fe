/**
 * Writes docs/messages.md: every message of the packages, with the place and the condition that produce it. Usage: npm run messages-page;
 * with --check, only compares the page; with --retired, only prints messages that contain a retired word.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";
import { retiredWords } from "./lint/prose.mjs";
import { writePage } from "./support/page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "docs/messages.md");
const packages = ["provider", "engine", "simulator", "policy-pack", "chat"];

const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, retired: { type: "boolean", default: false } },
});

const sources = packages.flatMap((name) =>
  readdirSync(join(root, name, "src"), { recursive: true })
    .filter((file) => /(?<!\.test|\.d)\.ts$/.test(file) && !/(^|\/)(testing|lexicons)\//.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(root, name, "src", file), "utf8");
      return { name, file, node: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
    }),
);

/** Names of classes that extend Error, directly or through another class, whatever they are called. */
const errorClasses = new Set(["Error", "TypeError", "RangeError", "SyntaxError"]);
const parents = new Map();
for (const { node } of sources) {
  const visit = (child) => {
    if (ts.isClassLike(child) && child.name !== undefined) {
      const base = child.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      if (base !== undefined) parents.set(child.name.text, base.expression.getText());
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
}
for (let size = 0; size !== errorClasses.size;) {
  size = errorClasses.size;
  for (const [name, base] of parents) if (errorClasses.has(base)) errorClasses.add(name);
}

const clip = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** Name of a template parameter: the path of a property, or the name of the function that is called. */
function parameterName(node) {
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    const [first] = node.arguments;
    if ((callee === "String" || callee === "JSON.stringify") && first !== undefined) return parameterName(first);
    return oneLine(callee).split(/[.?]+/).at(-1);
  }
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return parameterName(node.expression);
  const text = oneLine(node.getText()).replace(/^this\.#?|#/g, "");
  return /^[\w.?]+$/.test(text) ? text.split(".").slice(-2).join(".") : clip(text, 40);
}

const isPlus = (node) => ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
const isJoin = (node) =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.expression.name.text === "join" &&
  ts.isArrayLiteralExpression(node.expression.expression);
const isLiteral = (node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

/** Parts of a text: literals, and the names of its parameters in braces. */
function render(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return (
      node.head.text + node.templateSpans.map((span) => renderParameter(span.expression) + span.literal.text).join("")
    );
  if (isPlus(node)) return renderParameter(node.left) + renderParameter(node.right);
  if (ts.isParenthesizedExpression(node)) return render(node.expression);
  if (isJoin(node)) {
    const [separator] = node.arguments;
    const glue = separator !== undefined && ts.isStringLiteralLike(separator) ? separator.text : ", ";
    return node.expression.expression.elements.map(renderParameter).join(glue);
  }
  return renderParameter(node);
}

function renderParameter(node) {
  if (isLiteral(node) || isPlus(node) || isJoin(node)) return render(node);
  if (ts.isParenthesizedExpression(node)) return renderParameter(node.expression);
  if (ts.isConditionalExpression(node)) return `{${[node.whenTrue, node.whenFalse].map(alternative).join(" | ")}}`;
  return `{${parameterName(node)}}`;
}

const alternative = (node) =>
  isLiteral(node) ? JSON.stringify(render(node)) : renderParameter(node).replace(/^\{(.*)\}$/, "$1");

/** The largest expression that the literal is a part of and that is one text. */
function wholeText(literal) {
  let node = literal;
  for (;;) {
    const { parent } = node;
    const isPart =
      isPlus(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isTemplateSpan(parent) ||
      (ts.isTemplateExpression(parent) && parent.head !== node) ||
      (ts.isConditionalExpression(parent) && parent.condition !== node && isInText(parent)) ||
      (ts.isArrayLiteralExpression(parent) && isJoin(parent.parent?.parent ?? parent)) ||
      (ts.isPropertyAccessExpression(parent) && isJoin(parent.parent)) ||
      isJoin(parent);
    if (!isPart) return node;
    node = parent;
  }
}
function isInText(node) {
  const parent = ts.isParenthesizedExpression(node.parent) ? node.parent.parent : node.parent;
  return (
    isPlus(parent) || ts.isTemplateSpan(parent) || (ts.isArrayLiteralExpression(parent) && isJoin(parent.parent.parent))
  );
}

/** True for a literal that is not text for people: a module, a type, a key, a value that is compared. */
function isCode({ parent }, literal) {
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent))
    return true;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isElementAccessExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === literal) return true;
  if (ts.isBinaryExpression(parent) && /^[=!]==?$/.test(parent.operatorToken.getText())) return true;
  if (ts.isNewExpression(parent) && /^(RegExp|Set|Map|URL)$/.test(parent.expression.getText())) return true;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return /^(replace(All)?|split|startsWith|endsWith|includes|indexOf|test|match|padEnd|padStart)$/.test(
    parent.expression.name.text,
  );
}

const kindsOfCalls = [
  [/warn/i, "warning"],
  [
    /addIssue|refine|regex|^(min|max|length|check|custom|string|number|object)$|fail|refus|reject|problem|complain/i,
    "validation",
  ],
  [/write|print|line|log|say|report|output|progress/i, "output"],
  [/^(description|summary|option|argument|usage|addHelpText|help\w*|example\w*|command)$/, "help"],
];
const kindsOfProperties = [
  [/^(reason|failures?|problems?|error)$/, "validation"],
  [/^warnings?$/, "warning"],
  [/^(advice|hint|steps|remediationSteps|afterFailure|onReceipt|next|fix)$/, "advice"],
  [/^(summary|help|usage|description|examples?)$/, "help"],
];

/** Kind of a message, from the nearest error, call or property around it; undefined if nothing tells. */
function kindOf(start, packageName) {
  for (let node = start; node.parent !== undefined; node = node.parent) {
    const { parent } = node;
    if (ts.isThrowStatement(parent)) return "error";
    if (ts.isNewExpression(parent) && errorClasses.has(parent.expression.getText())) return "error";
    if (ts.isCallExpression(parent)) {
      const callee = parent.expression;
      if (callee.kind === ts.SyntaxKind.SuperKeyword) return "error";
      const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
      const kind = kindsOfCalls.find(([pattern]) => pattern.test(name))?.[1];
      if (kind !== undefined) return kind;
    }
    if (ts.isPropertyAssignment(parent)) {
      const name = parent.name.getText();
      if (packageName === "policy-pack" && /^(message|description|says|title)$/.test(name)) return "policy";
      const kind = kindsOfProperties.find(([pattern]) => pattern.test(name))?.[1];
      if (kind !== undefined) return kind;
    }
    if (ts.isStatement(parent) || ts.isFunctionLike(parent)) return undefined;
  }
  return undefined;
}

const nameOf = (node) =>
  node.name !== undefined && !ts.isArrayBindingPattern(node.name) && !ts.isObjectBindingPattern(node.name)
    ? node.name.getText().replace(/^["']|["']$/g, "")
    : undefined;

/** The function, method, class or constant around a message. */
function placeOf(start) {
  const names = [];
  for (let node = start.parent; node !== undefined; node = node.parent) {
    const isNamed =
      ts.isFunctionDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isConstructorDeclaration(node);
    const isConstant =
      ts.isVariableDeclaration(node) &&
      (ts.isSourceFile(node.parent.parent.parent) ||
        (node.initializer !== undefined && ts.isArrowFunction(node.initializer)));
    if (isNamed || isConstant)
      names.unshift(ts.isConstructorDeclaration(node) ? "constructor" : (nameOf(node) ?? "default"));
  }
  return names.slice(0, 2).join(".") || "module";
}

const endsEarly = (node) =>
  ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node);

/** The condition of the nearest if, case, conditional expression, catch or guard around a message. */
function conditionOf(start) {
  for (let node = start; node.parent !== undefined && !ts.isFunctionLike(node); node = node.parent) {
    const { parent } = node;
    if (ts.isIfStatement(parent) && parent.thenStatement === node) return parent.expression.getText();
    if (ts.isIfStatement(parent) && parent.elseStatement === node) return `not (${parent.expression.getText()})`;
    if (ts.isConditionalExpression(parent) && parent.condition !== node)
      return parent.whenTrue === node ? parent.condition.getText() : `not (${parent.condition.getText()})`;
    if (ts.isCaseClause(parent)) return `case ${parent.expression.getText()}`;
    if (ts.isCatchClause(parent)) return "an error is caught";
    if (
      ts.isBinaryExpression(parent) &&
      parent.right === node &&
      /^(&&|\?\?|\|\|)$/.test(parent.operatorToken.getText())
    )
      return parent.operatorToken.getText() === "&&" ? parent.left.getText() : `not (${parent.left.getText()})`;
    if (ts.isBlock(parent)) {
      const before = parent.statements[parent.statements.indexOf(node) - 1];
      if (
        before !== undefined &&
        ts.isIfStatement(before) &&
        before.elseStatement === undefined &&
        endsEarly(before.thenStatement)
      )
        return `not (${before.expression.getText()})`;
    }
  }
  return undefined;
}

/** First sentence of the doc comment of the declaration around a message. */
function docOf(start) {
  for (let node = start.parent; node !== undefined; node = node.parent) {
    const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    if (comment === undefined) continue;
    return oneLine(ts.getTextOfJSDocComment(comment.comment) ?? "").split(/(?<=[.:])\s/)[0] || undefined;
  }
  return undefined;
}

const isSentence = (text) =>
  /[A-Za-z{}\])"'’`,:;.]\s+[("'`{[]?[A-Za-z]/.test(text) && /[A-Za-z]{2,}/.test(text.replace(/\{[^}]*\}/g, ""));

function messagesOf({ name, file, node: source }) {
  const found = [];
  const seen = new Set();
  const visit = (node) => {
    if (isLiteral(node)) {
      const whole = wholeText(node);
      if (!seen.has(whole) && !isCode(node, node)) {
        seen.add(whole);
        const text = oneLine(render(whole));
        const kind = kindOf(whole, name);
        if (isSentence(text)) {
          const condition = conditionOf(whole);
          const when = condition === undefined ? docOf(whole) : `if \`\` ${clip(oneLine(condition), 110)} \`\``;
          found.push({
            package: name,
            file,
            place: placeOf(whole),
            kind: kind ?? "text",
            when: when && clip(when, 140),
            text,
          });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const keys = new Set();
  return found.filter(({ place, text }) => !keys.has(`${place}\n${text}`) && keys.add(`${place}\n${text}`));
}

const messages = sources.flatMap(messagesOf);
const order = ["error", "validation", "warning", "advice", "policy", "output", "help", "text"];
const escaped = (text) => text.replace(/[\\`*_<>[\]|#~]/g, "\\$&");
/** A text as a code span, so that it is shown exactly. */
const code = (text) => {
  const ticks = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return ticks.length > 1 ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
};

if (values.retired) {
  for (const { package: name, file, text } of messages) {
    const [word] = retiredWords.exec(text) ?? [];
    if (word !== undefined) process.stdout.write(`${name}/src/${file}: "${word}": ${text}\n`);
  }
} else {
  const sections = packages.map((name) => {
    const own = messages.filter((message) => message.package === name);
    const files = [...new Set(own.map(({ file }) => file))];
    const parts = files.map((file) => {
      const lines = own
        .filter((message) => message.file === file)
        .map(
          ({ place, kind, when, text }) =>
            `- ${code(text)}\\\n  ${kind}, \`${place}\`${when === undefined ? "" : `, ${when.startsWith("if ``") ? when : escaped(when)}`}`,
        );
      return `### ${name}/src/${file}\n\n${lines.join("\n")}`;
    });
    return `## ${name}\n\n${parts.join("\n\n")}`;
  });
  const counts = order.map((kind) => `${messages.filter((message) => message.kind === kind).length} ${kind}`);
  writePage(
    page,
    `# Messages

Every text of the four packages that a user may read: ${messages.length} messages. Written by \`npm run messages-page\` from the sources; use it to
review wording in one place. Names of parameters are in braces. Each message has its kind, the function that produces it, and the condition.

Kinds: ${counts.join(", ")}. "text" is a sentence that other code puts into a message.

${sections.join("\n\n")}
`,
    "npm run messages-page",
  );
}

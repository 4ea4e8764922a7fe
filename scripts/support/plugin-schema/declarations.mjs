/** Reads interfaces, classes and type aliases, with their members and TSDoc, from the syntax trees of TypeScript files. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { toMarkdown } from "./descriptions.mjs";

/**
 * @typedef {object} Member A property of an interface or class.
 * @property {string} name
 * @property {ts.TypeNode} type
 * @property {boolean} isOptional True if the name has a question mark.
 * @property {string} description
 */

/** Declarations of some files by name. */
export class Declarations {
  #nodes = new Map();
  #sources = new Map();

  /** @param {readonly string[]} paths */
  constructor(paths) {
    for (const path of paths) {
      const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
      this.#sources.set(path, source);
      for (const node of source.statements) {
        if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
          this.#nodes.set(node.name.text, node);
        }
      }
    }
  }

  /** Names of all declarations, in the order of the files. */
  get names() {
    return [...this.#nodes.keys()];
  }

  describe(name) {
    return describeNode(this.#get(name));
  }

  isClass(name) {
    return ts.isClassDeclaration(this.#get(name));
  }

  /** Returns the type that an alias stands for; undefined for an interface or class. */
  aliasedType(name) {
    const node = this.#get(name);
    return ts.isTypeAliasDeclaration(node) ? node.type : undefined;
  }

  /**
   * Lists the properties of an interface, or the instance properties of a class.
   * @returns {Member[]}
   */
  members(name) {
    return this.#get(name)
      .members.filter((node) => ts.isPropertySignature(node) || isInstanceProperty(node))
      .map((node) => ({
        name: node.name.text,
        type: node.type,
        isOptional: node.questionToken !== undefined,
        description: describeNode(node),
      }));
  }

  /** Lists the object literals of a file that have the property `key`, each as a map from names to expressions. */
  literalsWith(path, key) {
    const found = [];
    const visit = (node) => {
      if (ts.isObjectLiteralExpression(node)) {
        const entries = node.properties.filter(ts.isPropertyAssignment).map((one) => [one.name.text, one.initializer]);
        const literal = new Map(entries);
        if (literal.has(key)) found.push(literal);
      }
      ts.forEachChild(node, visit);
    };
    visit(this.#sources.get(path));
    return found;
  }

  #get(name) {
    const node = this.#nodes.get(name);
    if (node === undefined) throw new Error(`No declaration of ${name} in ${[...this.#sources.keys()].join(", ")}.`);
    return node;
  }
}

function isInstanceProperty(node) {
  return ts.isPropertyDeclaration(node) && !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
}

function describeNode(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(doc?.comment);
  if (text === undefined) throw new Error(`${node.name.text} has no doc comment (${node.getSourceFile().fileName}).`);
  return toMarkdown(text);
}

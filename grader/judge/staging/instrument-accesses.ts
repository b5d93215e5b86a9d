import { parseAst } from 'vitest/node';
import { raceModule, siteNumber } from '../../arena/common/layout.ts';
import { methodNames } from '../../arena/real/races/methods.ts';
import type { Texts } from './compile.ts';

/*
 * Makes the attempt's code report its accesses to memory, for the race detector of real runs (arena/real/races/). The
 * code itself reports, so its arrays stay Node's own, whatever they are used for.
 */

/** Ways for threads to wait for each other that the detector does not see: names, and modules. */
const unseenNames =
  /\b(?:WebAssembly|SHARE_ENV|navigator|moveMessagePortToContext|postMessageToThread|fetch|WebSocket|EventSource|getBuiltinModule|std(?:in|out|err)(?!\.write)|performance\.(?:mark|measure))\b/;
const unseenModules =
  /\b(?:from|import|require)\b[\s(]*['"`](?:node:)?(?:fs|net|tls|https?|http2|dgram|dns|child_process|cluster|vm|wasi|inspector|readline|repl|module|sqlite)\b/;

/** Whether the attempt shares memory between threads, and all that orders them can be seen. */
export function canRace(texts: Texts): boolean {
  const all = [...texts.values()];
  if (!all.some((text) => /\bSharedArrayBuffer\b/.test(text))) return false;
  return !all.some((text) => unseenNames.test(text) || unseenModules.test(text));
}

/** Names that no attempt has. */
const names = { at: '__racelings_at', on: '__racelings_on', elements: '__racelings_elements' } as const;
const imports = Object.entries(names).map(([name, local]) => `${name} as ${local}`);

/** Each text with its accesses instrumented, without moving a line. What can't be parsed is left to the compiler. */
export function instrument(texts: Texts): Texts {
  const sources = [...texts].map(([name, text], file) => {
    const edits = editsOf(name, text, file);
    // The import goes to the end, where it moves no line.
    return [
      name,
      edits.length === 0 ? text : `${applied(text, edits)}\nimport { ${imports.join(', ')} } from './${raceModule}';`,
    ] as const;
  });
  return new Map(sources);
}

type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
};

/** Text that replaces another; those at one place are applied in the order in which they were made. */
type Edit = { readonly start: number; readonly end: number; readonly text: string };

function editsOf(name: string, text: string, file: number): readonly Edit[] {
  try {
    const program = parseAst(text, { lang: 'ts' }, name) as unknown as Node;
    const instrumenter = new Instrumenter(text, file);
    instrumenter.visit(program);
    return instrumenter.edits;
  } catch {
    return [];
  }
}

/**
 * The context of an expression. A `callee` stays a member of its object, which is its `this`; what is `kept` stays as
 * written, down to the name or the brackets that it begins with.
 */
type Context = 'plain' | 'callee' | 'kept';

type Called = { readonly object: Node; readonly name: string };

/** Type syntax around an expression: what is inside has the same context. */
const wrappers = new Set([
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]);

class Instrumenter {
  readonly edits: Edit[] = [];
  readonly #text: string;
  readonly #file: number;

  constructor(text: string, file: number) {
    this.#text = text;
    this.#file = file;
  }

  visit(node: Node, context: Context = 'plain'): void {
    if (wrappers.has(node.type)) return this.visit(node['expression'] as Node, context);
    if (node.type.startsWith('TS')) return;
    switch (node.type) {
      case 'MemberExpression':
        return this.#member(node, context);
      case 'CallExpression':
        return this.#call(node, context);
      case 'NewExpression':
        this.visit(node['callee'] as Node, 'kept');
        return this.#children(node, 'callee');
      case 'TaggedTemplateExpression':
        this.visit(node['tag'] as Node, 'kept');
        return this.#children(node, 'tag');
      case 'ChainExpression':
        return this.visit(node['expression'] as Node, 'kept');
      case 'UnaryExpression':
        return this.visit(node['argument'] as Node, node['operator'] === 'delete' ? 'kept' : 'plain');
      case 'ForOfStatement':
        this.#iterated(node['right']);
        return this.#children(node);
      case 'SpreadElement':
        this.#iterated(node['argument']);
        return this.#children(node);
      case 'VariableDeclarator':
        if ((node['id'] as Node).type === 'ArrayPattern') this.#iterated(node['init']);
        return this.#children(node);
      case 'ObjectExpression':
        // A spread in an object literal is not an iteration.
        for (const property of node['properties'] as readonly Node[]) {
          if (property.type === 'SpreadElement') this.#children(property);
          else this.visit(property);
        }
        return;
      default:
        return this.#children(node, 'decorators');
    }
  }

  /** `a[i]` becomes `at(a, (i), site).value`. */
  #member(node: Node, context: Context): void {
    const object = node['object'] as Node;
    const property = node['property'] as Node;
    const kept = context === 'kept' ? 'kept' : 'plain';
    if (node['computed'] !== true) return this.visit(object, kept);
    const before = this.#text.slice(object.end, property.start);
    const after = this.#text.slice(property.end, node.end);
    const isSimple = /^[\s)]*\[[\s(]*$/.test(before) && /^[\s)]*\]$/.test(after);
    const isName = property.type === 'Literal' && typeof property['value'] === 'string';
    const whole = context === 'plain' && isSimple && !isName && object.type !== 'Super' && node['optional'] !== true;
    if (whole) this.#insert(node.start, `${names.at}(`);
    this.visit(object, kept);
    const bracket = object.end + before.indexOf('[');
    if (whole) this.#replace(bracket, bracket + 1, ', (');
    this.visit(property);
    if (whole) this.#replace(node.end - 1, node.end, `), ${this.#site(node)}).value`);
  }

  /** `a.fill(0)` becomes `on(a, site).fill(0)`. */
  #call(node: Node, context: Context): void {
    const callee = node['callee'] as Node;
    const method = calledMethod(callee);
    const kept = context === 'kept' ? 'kept' : 'callee';
    if (method !== undefined && context !== 'kept' && node['optional'] !== true && this.#touchesMemory(method)) {
      this.#around(method.object, names.on);
      this.visit(method.object);
    } else {
      this.visit(callee, kept);
    }
    if (this.#text.slice(callee.start, callee.end) === 'Array.from')
      this.#iterated((node['arguments'] as unknown[])[0]);
    this.#children(node, 'callee');
  }

  #touchesMemory({ object, name }: Called): boolean {
    if (object.type === 'Super') return false;
    return methodNames.has(name) || (object.type === 'Identifier' && object['name'] === 'Atomics');
  }

  #iterated(node: unknown): void {
    if (isNode(node) && node.type !== 'SpreadElement') this.#around(node, names.elements);
  }

  #around(node: Node, name: string): void {
    this.#insert(node.start, `${name}((`);
    this.#insert(node.end, `), ${this.#site(node)})`);
  }

  #children(node: Node, except?: string): void {
    for (const [key, child] of Object.entries(node)) {
      if (key === except) continue;
      for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) this.visit(each);
    }
  }

  #insert(at: number, text: string): void {
    this.#replace(at, at, text);
  }

  #replace(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  #site({ start }: Node): number {
    return siteNumber(this.#file, this.#text.slice(0, start).split('\n').length);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The method that is called, if it is called by its name. */
function calledMethod(callee: Node): Called | undefined {
  if (callee.type !== 'MemberExpression' || callee['computed'] === true || callee['optional'] === true)
    return undefined;
  const property = callee['property'] as Node;
  return property.type === 'Identifier'
    ? { object: callee['object'] as Node, name: String(property['name']) }
    : undefined;
}

function applied(text: string, edits: readonly Edit[]): string {
  let result = '';
  let done = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Read by both parsers, as TypeScript; lines that stand together belong together. */
export const TYPED: Readonly<Record<string, string>> = {
  annotations: `
let a: string, b: Foo.Bar<C>, c!: D[], d: A | B & C, e: typeof f, g: readonly string[], h: unique symbol;
let i: (x: A, y?: B, ...z: C[]) => D, j: new (x: A) => B, k: abstract new () => T, l: { a: 1; b?(): void; readonly c: D };
let m: [a: A, b?: B, ...c: C[]], n: [A, B?, ...C[]], o: A['b']['c'], p: keyof typeof q, r: (typeof s)[number];
let t: A extends infer U extends string ? U : never, u: \`a\${B}c\`, v: -1 | 0x1 | 'x' | true | null | undefined;
let w: { [K in keyof T as \`x\${K}\`]?: T[K] }, x: { -readonly [K in T]-?: U }, y: { [k: string]: any }, z: this;`,
  'sets of values': `
type Model = 'gpt-4o' | 'gpt-4o-mini'
type Led =
  | 'a'
  | 'b';
type One = 'a';
type Of = (typeof MODELS)[number] | keyof typeof MODELS | (typeof MODELS)[keyof typeof MODELS];
type Other<T extends string = 'x'> = T extends 'a' ? 'b' : 'c';
function ask(model: 'a' | 'b', other?: One | 'c', ...rest: 'x'[]) {}`,
  functions: `
function f<T, U extends V = W>(this: Foo, a: A, b?: B, { c, d: e = 1, ...g }: C = {}, [h, , i = 2]: D[] = [], ...j: E[]): void {}
async function k(): Promise<void> {} function* l(): Generator<A> { yield 1; yield* m(); const n = yield; }
async function* o() { for await (const p of q()) await p; }
function over(a: string): void; function over(a: number): void; function over(a: any) { return a }
function is(x: unknown): x is string { return true } function asserts_(x): asserts x is A {} function that(this: A): this is B { return 1 }
declare function dec(a: import('x').Y, b: typeof import('y')): asserts a`,
  arrows: `
a = x => x; b = () => {}; c = (x) => ({ x }); d = async x => await x; e = async () => {}; f = async (x: A, { y }: B) => y
g = <T,>(x: T) => x; h = <T extends A>(x: T): T => x; i = async <T>(x: T): Promise<T> => x; j = (x?: A, y = 1, ...z: B[]) => x
k = (a: A): a is B => true; l = c ? (a) : (b) => d; m = c ? (a): b => d : e; n = ([a, b]: C) => a, o = ({ a, b: { c } }) => c
p = (x: A) => (y: B) => (z: C) => x; q = async(1); r = async(a, ...b); s = (a, b)`,
  classes: `
abstract class A<T> extends B<T> implements C, D<E>, F.G {
  static x: Foo = f(); #y = 1; readonly z?: string; declare q: Foo; static #w; 'str' = 1; [comp()] = 2; 3 = 4
  private static readonly a1 = new B()
  override b1!: B; accessor c1 = 1; static = 1; get = 2; async = 3
  constructor(private a: OpenAI, public readonly b?: X, protected c = f(), d: number) { super(a); this.b = b }
  @dec() m(@Inj() a) {} @dec({ a: g() }) field = 1;
  [k: string]: any;
  abstract foo(): void; abstract bar: string
  opt?(): void; over(a: string): void; over(a) {}
  static { init() }
  get p() { return 1 } set p(v) {} static async *gen() {} async n<T>(a: T): Promise<T> { return a } private async *[Symbol.iterator]() {}
  arrow = async (x: A) => { await this.m(x) }
}
@dec @other.one({}) class X {} export default class extends Y {}
const Z = class Named extends (a, b) {}, W = class {};
class G extends mixin(A, B)<T> {}`,
  'types of objects': `
interface A extends B, C.D, E<F> { a: string; b?(): void, c: D
  readonly e: F; [k: string]: x; (x): y; new (x): z; get g(): G; set g(v); h<T>(a: A, { b }: B): T; 'quoted': I; 1: J }
interface Empty {}
declare module 'x' { export function p(a: string): void; interface Y { z: Z } } declare module 'y';
declare global { interface Window { a: A } var b: B }
namespace N.M { export const a = f() } module O { g() }
declare const v: V; declare let w: W; declare class K { m(): void } declare enum L { a }
enum E1 { A, B = 1, 'C' = f(), D = A | B } const enum E2 { X = 'x', Y = \`y\` }
export abstract class Q {} export type T = A; export interface U {} export enum R { a } export namespace S {} export declare const t: A`,
  conversions: `
a = b as C; d = e as unknown as F; g = h as const; i = j satisfies K; l = m!.n![0]!; s = t!;
f<T>(a); new Map<string, X>(); new Map<A, B[]>; a.b<C, D>(e); a < b, c > d; f(a < b, c > (d)); x = a<b>;
if (a < b && c > d) {} for (let i = 0; i < n; i++) {} i << 2 >> 1 >>> 3; a >= b; a >>= 1; a >>>= 2; x = a < b || c >= d;
const y = z as any as { a: B }; (a as B).c = 1; a = b! + c;`,
  modules: `
import a, { type b, default as c, e as f } from 'x'; import * as n from "n"; import type { T } from 't'; import type D from 'd';
import type from 'y'; import type G, { H } from 'z'; import 'side'; import i, * as j from 'k'; import { type as l, type } from 'm'
import fs = require('fs'); import X = A.B.C; import data from './a.json' with { type: 'json' };
export { a as b, type c, d }; export * from 'z'; export * as ns from 'y'; export { e as f, default } from 'x'; export type { g } from 'w'
export const h = 1, { k, l: [m] } = n; export function o() {} export async function p() {} export class q {}
export default async () => {}`,
  'a value for all': `
export = foo`,
};

/** Read by both parsers, as TypeScript without elements. */
export const ASSERTED: Readonly<Record<string, string>> = {
  'conversions in front': `
o = <P>q; r = <const>['a']; (<A>b).c(); d = <T>(x: T) => <U>x; e = <T>f(<A | B>g)`,
};

/** Read by both parsers, as TypeScript and as JavaScript. */
export const PLAIN: Readonly<Record<string, string>> = {
  'semicolons of their own': `
let a = 1
let b = a
  .c()
  ?.d
  + 1
var x
x
++y
return_
function f() { return
1 }
const g = function () {}
;[a, b] = [b, a]
;(function () {})()
;\`t\`.u()
do x(); while (y) z()
if (a) b
else c
throw_: for (;;) { break throw_
}
while (a) continue
const h = () => { return 1 } // why
const i = { a } // that
i // is
`,
  literals: `
a = ['x', "y\\n\\u{1F600}", 'z\\
w', 1_000, 0xFF, 0b1, 0o7, .5, 5., 1e-3, 10n, true, null, undefined, /[/\\]]x\\/y/gi, [], {}, [, a, , b, ...c], [a,]]
b = { a, b: 1, 'c': 2, 3: 4, [d + e]: f(), g() {}, get h() { return 1 }, set h(v) {}, async i() {}, *j() {}, async *k() {}, ...l, get: 1, set, async, get() {}, if: 2, new() {} }
c = d / e / f; g = h++ / i; j = (k) / l; m = n[0] / o; if (/re/.test(p)) {} return_ = /a/ / /b/; x = a ? /b/ : /c/`,
  templates: `
a = \`x\${b}y\${\`z\${c}\`}\${ { d: \`e\` }.f }\\\`\\\${no}
g\`; h = tag\`i\${j, k}\`; l = a.b\`m\`.n\`o\`; p = String.raw\`\\q\${r}\`; s = \`\`; t = \`$\${u}$\``,
  operators: `
a = b + c - d * e / f % g ** h ** i; j = k << l >> m >>> n; o = p & q | r ^ s; t = u && v || w; x = y ?? z
a = !b, c = ~d, e = -f, g = +h, i = typeof j, k = void 0; delete l.m; n++; --o; p = q++ + ++r; s = t - -u
a += b; a -= b; a *= b; a /= b; a %= b; a **= b; a <<= b; a >>= b; a >>>= b; a &= b; a |= b; a ^= b; a &&= b; a ||= b; a ??= b
a = b ? c : d ? e : f, g; h = (i, j); k = l in m; n = o instanceof p; q == r != s === t !== u; v <= w >= x; y = z = a
a?.b?.[c]?.(d).e; new A; new A(b); new a.b.C(d).e; new (f())(g); new.target; import.meta.url; import('x').then(y => y); #p in o`,
  targets: `
({ a, b = 1, c: { d }, 'e': f, [g]: h = 2, ...i } = j);
[a, , b = 2, [c], { d }, ...e] = f; [a.b, c[d]] = e; const { a, b: { c = f() } = {}, ...d } = e, [f, , g = h()] = i; (a) = 1; a.b = c; a[b] = c
module.exports = { a, b: c }; exports.d = e; module.exports.f = function () {}
for (const [k, v] of Object.entries(x)) f(k); for (const { a, b: c } of d) g(a); for (x in y) z(x); for (x.y of z) w(); for (let i = 0, j; i < 1; i++) {}
for (;;) {} for (var a in b) c();`,
  statements: `
if (a) b(); else if (c) d(); else { e() }
switch (x) { case 1: f(); break; case 2, 3: case 'y': { g() } default: h() }
try { a() } catch (e) { b(e) } finally { c() } try { d() } catch { e() } try {} catch ({ a, b = c() }) {} finally {}
while (a) b(); do { c() } while (d); label: for (const e of f) { continue label } debugger; ; {} { g() }
var h, i = 1; function j(a, b = c(), { d }, ...e) { return a } async function k() { await l; return await m() } function* n() { yield; yield o; yield* p }
throw new Error(\`a\`)`,
  'functions and classes': `
x = function () {}, y = function* z() {}, a = async function () {}, b = async function* () {}; (function () { c() })(); (() => { d() })(); !function () { e() }()
a = x => y => z => x, b = (c, d) => ({ c, d }), e = async (f) => { await f }, g = ({ a, b }, [c], d = 1, ...h) => i, j = async k => k, l = () => () => {}
class A extends B { x = 1; static y = f(); #z = () => this.x; static { g() } constructor(a) { super(a); this.a = a; this.#z() } get b() { return 1 } static async *c() {} 'd'() {} [e()]() {} f }
export default function () { a() }
export function b() {} export class C {} export const d = () => {}; export { e as f }; export * from 'g'
items.map(async item => { await ask(item) }); items.forEach(function (item) { tell(item) }); const { length } = items`,
  'names of all kinds': `
type = 1; of = 2; as = 3; async = 4; get = 5; from = 6; namespace = 7; let declare, abstract, global, module, readonly, asserts, infer, keyof, is, satisfies
ünï = ö.ä; \\u0061bc = 1; $ = _; a.class.new.if.default; b = { type, of, async, get, static: 1 }; async(); get(); type(); of()`,
  'what is unseen': `
/* a */ f(/* b */ c, // d
  e /* g
  h */) /* i */ // j
a = [ // k
  b, /* l */ c // m
] // n
function o(/* p */) { /* q */ } // r
x = a /* s */ ? /* t */ b : c`,
};

/** Read by both parsers, as TSX and as JavaScript. */
export const ELEMENTS: Readonly<Record<string, string>> = {
  elements: `
a = <div className="x" {...p} a-b={f()} data-c='e' on={() => { g() }}>text &amp; {h()} it's <b/> {/* c */}{}<i>{j && <k.l m="n"/>}</i></div>;
b = <></>; c = <>{items.map(item => <Item key={item.id} {...item}/>)}</>; d = (<a:b c:d="e">f</a:b>); e = <A b=<c/> d />
function F({ a, b }) { return <div>
  don't {a ? <b>c</b> : <d/>} "quoted" // no comment
</div> }`,
};

/** Read by both parsers, as TSX. */
export const TYPED_ELEMENTS: Readonly<Record<string, string>> = {
  'elements with types': `
a = <Foo<T> b={c as D} />; f = <T,>(x: T) => <div>{x}</div>; g = <T extends A>(x: T) => x; h = x < y; const i = useRef<HTMLDivElement>(null)
export const J: React.FC<K> = ({ a, b }: K): JSX.Element => { const c = useState<string | null>(null); return <L m={c!} /> }`,
};

/** What someone is typing, and the calls that are found in it. */
export const BROKEN: Readonly<Record<string, readonly string[]>> = {
  'f(a, ; g()': ['f', 'g'],
  'if (a) { client. }\nf()': ['f'],
  'f(a b)\ng()': ['f', 'g'],
  'if (a { f() }\ng()': ['f', 'g'],
  'const x = { a: f(), b: }\ng()': ['f', 'g'],
  'function h() { f(\n}\ng()': ['f', 'g'],
  'class A { m() { f() } n( }\ng()': ['f', 'g'],
  "f('open\ng()": ['g', 'f'],
  'f())\ng()': ['f', 'g'],
  'const = f()\ng()': ['f', 'g'],
  'x = `open ${f()}\nconst y = g()': ['f', 'g'],
  'a = b ? f()\ng()': ['f', 'g'],
};

/** For mistakes of all kinds. */
export const TYPING = `import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.KEY });

export async function ask(question: string, tools: Tool[] = []) {
  const messages = [{ role: 'user', content: \`Answer: \${question.trim()}\` }];
  if (tools.length > 0) messages.push({ role: 'system', content: describe(tools) });
  const answer = await client.chat.completions.create({ model: 'gpt-4o', messages, max_tokens: limit(100) });
  return answer.choices.map(choice => parse(choice.message.content));
}

class Agent {
  constructor(private client: OpenAI) {}
  run(input: string) {
    return this.client.responses.create({ model: pick(), input: input.replace(/x/g, 'y') });
  }
}
`;

import assert from 'node:assert/strict';
import type { Facts } from '../../server/core/languages/facts.ts';
import { python } from '../../server/core/languages/python/index.ts';
import { type Grammar, parse } from '../../server/core/languages/syntax.ts';
import { createGrammars } from '../../server/workspace/assets.ts';
import { layAssets } from '../harness/assets.ts';

/** One line each, or lines that belong together. Every one is read by both parsers. */
const PROGRAMS: Readonly<Record<string, string>> = {
  literals: `
x = [1, 1_000, 0xFF, 0o17, 0b1, 1.5, .5, 1., 1e5, 2E-3, 1j, True, False, None, ...]
y = (), (1,), (1, 2), [], {}, {1}, {1, 2}, {'a': 1, **d, 'b': 2}, [*a, *b], (*a, b)`,
  strings: `
a = 'it\\'s' "a" 'b'  r'\\d+' b'x' rb"\\x" u'ü' '' "" """""" '''a'b''c'''
b = """first
  "second" \\
third""" 'end'
c = ('one'  # why
     'two')
d = 'go \\
on'`,
  'f-strings': `
a = f'{x} {y!r} {z:>{width}} {{no}} {v=} {v=!s:^10} {a, b} {d["k"]} {f"{inner}"} {f'{same}'}'
b = f"""
  {call(a,
        b)} and {x
  } {{}} \\N{DASH} \\{y}
""" f'' rf'\\d{n}' Rb'' fr"{a}\\{b}"
c = f"{a if b else c} {(lambda q: q)(1)} {[i for i in n]} { {1: 2}[1] } {await_ != b} {x:%H:%M} {y:{'>'}{10}}"
d = f'{yield_(1)}' f"{1}" 'plain' f"{*a, b}"`,
  operators: `
a + b - c * d / e // f % g @ h ** i ** -j
a | b & c, a << b >> c, ~a, -a ** 2, not a, not not a
a < b <= c == d != e > f >= g in h not in i is j is not k
a and b or not c and d
x if a else y if b else z
1if a else 0xfor b`,
  calls: `
f()(1)[2].g(a, *b, c=1, **d)(x for x in y)
f(a, (x for x in y), b := 3, lambda: 1,)
print(x), print (y), print(*z)
"a".join(b), [1].index(2), {}.get(3), (a).b, 1 .real, a . b
f(*a or b, *c.d(), **e.f())`,
  subscripts: 'a[1], a[1:2], a[:], a[::2], a[1:, ...], a[b, c], a[b:=1], a[*b], a[-1][()], a[f(x)]',
  comprehensions: `
[x for x in y], {x for x in y if a if b}, {k: v for k, v in d.items()}, (x async for x in f(y))
[f(a, b) for a, (b, *c) in d for e.f in g(a) if (h := a) and not b]
sum(x * 2 for x in [1, 2] if x)`,
  lambdas: `
a = lambda: 0
b = lambda x, y=f(1), *z, k, **kw: x if y else z
c = lambda *, k: lambda a, /: (yield)`,
  assignments: `
a = b = c = f()
a, b = b, a
(a, [b, *c]), d.e, f[0] = g()
(a) = 1
[a, b] = c
*a, b = c
a, = b
a = b,
a = *b, c
a = yield
b = yield a, b
c = x = yield from f()
a += 1; b //= 2; c **= 3; d >>= 4; e @= f, g; h |= {1}
a.b.c = d[e] = 1`,
  annotations: `
a: int
b: str = 'x'
c.d: List[int] = []
e: Optional[Dict[str, "Agent[int]"]] = None
f: int | None = 1
g: List[int] | a.B[c] | None = f()
h: Literal['a', 'b'] = 'a'
i: Callable[[int, str], Awaitable[None]]
j: Annotated[str, Field(default=f(1))]
k: a.b.Client = x
l: 'Client'
m: (int) = 3
n: Agent[Deps, str].Kind
o: Float[Tensor, "a b"]; p: Tuple[int, ...] = 1, 2`,
  functions: `
def a(): pass
def b(x, /, y: int, z: List[str] = f(), *, k=1, **kw: Any) -> Dict[str, int]: return x
async def c(*args: *Ts, k): await d(await e)
def f(*, a,
      b,  # last
      ): ...
def generic[T: (int, str), *Ts, **P](x: T) -> T:
    """Doc."""
    yield x
    return
def outer():
    def inner(): return 1
    global g, h
    nonlocal_ = 1
    return inner`,
  classes: `
class A: x = 1; y = 2
class B(A, Generic[T], metaclass=M, **kw):
    z: int = 0
    @property
    def p(self): return self.z
    @staticmethod
    def s(a): return a
    @classmethod
    async def c(cls): return cls()
class C[T](A): ...
class D(): pass
@dataclass(frozen=True)
@decorate.deeply[0]
class E: a: str`,
  branches: `
if a: b
elif c(d): e
elif f:
    g()
else: h
if (n := f(1)) > 2:
    pass  # nothing
    # of the block
# of the file
else:
    i()
while x := next(y):
    break
else:
    continue_()
for a, b in c, d: f(a)
else: g
for (a) in b: pass
for i, (a, *b) in enumerate(c): pass
for x.y in *a, b:
    continue`,
  try: `
try: a()
except A: b()
except (B, C) as e:
    raise D(e) from e
except: raise
else: c
finally:
    d()
try:
    a
except* E as group:
    b
try: a
finally: b`,
  with: `
with a() as b, c() as (d, e), f: pass
with (a() as b, c() as d): pass
with (a(), b): pass
with (a()): pass
with (a(), b) as c: pass
with (a)(b).c as d.e: pass
with (yield a): pass
async def f():
    async with a as b:
        async for c in d: e()`,
  match: `
match x:
    case 1 | -2 | 3.5 | 1+2j | "a" 'b' | None | True:
        a()
    case [a, b, *rest] | (c, d) if f(a):
        b()
    case {'k': [v], "l": Point(x=0, y=a.b.C()) as p, **others}: c()
    case a.b.C | (d): pass
    case str() as s, *_: pass
    case _:
        d()
match a, *b:
    case []: e()
match(a)
match[a]: int = 3
match = case = type = _ = 1
match.case(type=match, case=1)
match -x`,
  imports: `
import a, b.c, d.e as f
from a.b import c, d as e
from . import g
from ... x import (h as i,
  j,)
from .k.l import *
from __future__ import annotations`,
  'simple statements': `
pass; ...; a
assert a, f'b{c}'
del a, b[0], (c)
raise
raise E
global a
if a: return_; b = 1; c()
type = 3
type(a)
type X = int
type Y[T] = List[T] | f(1)
print = exec = 1; print(exec)`,
  comments: `
# first
def f():  # of the head
    # before
    a()  # behind

    # within
      # further in
  # further out
    b(  # in brackets
        # alone
    )
    # last of the block
  # no more
# of the file
class A:
    def m(self):
        x = 1
        # of m
    # of A
    def n(self): pass  # of n

        # of n too
    y = 1;  # behind a semicolon
# prompt-cost: ignore`,
  'odd spaces': `
if a:
\tb()
\tif c:
\t\td()
\f
e = 1 + \\
    2
if f and \\
   g: h()
i = (
1,
  2
)
x = [

]`,
  unicode: 'größe = "naïve 😀"; 変数 = größe.é("ü"); ª = 1',
};

/** Programs with a mistake, and what they call. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
  'a(\nb()\nc()': ['a', 'b', 'c'],
  'x = a(b(1, \ny = c(2)\n': ['b', 'a', 'c'],
  'a(model="m)\nb()': ['a', 'b'],
  'a("m, x=b())\nc()': ['b', 'a', 'c'],
  'a(b=c() d=e())\nf()': ['c', 'e', 'a', 'f'],
  'a(b())))\nc()': ['b', 'a', 'c'],
  'x = a().\nb()': ['a', 'b'],
  'x = \na()': ['a'],
  'def f(x:\n    a(x)\nb()': ['a', 'b'],
  'def f(x)\n    a(x)\nb()': ['a', 'b'],
  'if a(x) b:\n    c(x)\nelse\n    d()': ['a', 'c', 'd'],
  'class A(\n    def f(self):\n        a()\nb()': ['a', 'b'],
  'for x in\n    a(x)': ['a'],
  'if x:\na()\nelse:\nb()': ['a', 'b'],
  'def f():\n    a()\n   b()\n    c()': ['a', 'b', 'c'],
  '  a()\nb()': ['a', 'b'],
  'try:\n    a()\nb()': ['a', 'b'],
  'else:\n    a()\nb()': ['a', 'b'],
  'x = f"{a(" + b()\nc()': ['b', 'c'],
  '@a(\ndef f(): b()\n': ['a', 'b'],
  '@a()\nb()': ['a', 'b'],
  'match x:\n    case (1:\n        a()\n    case 2:\n        b()': ['a', 'b'],
  'a() $ b()\n? c()': ['a', 'b', 'c'],
};

const TYPED = `from openai import OpenAI
client = OpenAI(api_key=key["a"])
def ask(prompt: str, *, model="gpt-4o") -> str:
    """Ask once."""
    with trace(model) as span:
        reply = client.chat.completions.create(
            model=model,
            messages=[{"role": "user", "content": f"Say {clean(prompt)}."}],
        )
    if not reply.ok(): raise Refused(reply)
    return reply.text().strip()
print(ask("Hi"), [ask(x) for x in read()])
`;

describe("the parser of Python's own", () => {
  let grammar: Grammar;
  before(async () => {
    const grammars = createGrammars(await layAssets());
    await grammars.need(['python']);
    grammar = grammars.get('python') ?? assert.fail();
  });

  const ours = (text: string): Facts => {
    const parsed = python.parse?.(text, 'py') ?? assert.fail('not read');
    return python.lower(parsed.root, text);
  };
  const theirs = (text: string): Facts => python.lower(parse(grammar, text).root, text);
  const callees = ({ calls }: Facts, text: string): string[] =>
    calls.map(({ expr }) => text.slice(expr.callee.span[0], expr.callee.span[1]));

  for (const [name, program] of Object.entries(PROGRAMS))
    it(`reads ${name} as the grammar does`, () => {
      for (const text of [
        program.slice(1),
        program,
        `${program}\n`,
        `\uFEFF${program}`,
        program.replaceAll('\n', '\r\n'),
      ]) {
        assert.equal(python.parse?.(text, 'py')?.broken, false);
        assert.equal(parse(grammar, text).broken, false);
        assert.deepEqual(ours(text), theirs(text));
      }
    });

  it('reads as Python does what the grammar does not', () => {
    const values = (text: string) =>
      ours(text).bindings.map(({ name, value }) => [name, value.kind === 'value' ? value.value.kind : value.kind]);
    assert.deepEqual(values('with (open(x) as f): pass'), [['f', 'call']]);
    assert.deepEqual(values('with (open(x) as f,): pass'), [['f', 'call']]);
    assert.deepEqual(values('(x := a if b else c)'), [['x', 'choice']]);
    assert.deepEqual(values('x = r"\\\\" + f"{y:=5}"'), [['x', 'sum']]);
    assert.deepEqual(values('type(x).y = z'), [['x', 'unknown']].slice(1));
    assert.deepEqual(callees(ours('type(x).y = z'), 'type(x).y = z'), ['type']);
    assert.deepEqual(callees(ours('x = [1], *f()'), 'x = [1], *f()'), ['f']);
  });

  it('finds the calls of a program that someone is typing', () => {
    for (const [text, expected] of Object.entries(BROKEN)) {
      assert.equal(python.parse?.(text, 'py')?.broken, true, text);
      assert.deepEqual(callees(ours(text), text), expected, text);
    }
  });

  it('finds no fewer calls than the grammar when a character is missing or too much', () => {
    const found = { ours: 0, theirs: 0 };
    for (let at = 0; at < TYPED.length; at++)
      for (const typed of ['', '(', '"', ':']) {
        const text = TYPED.slice(0, at) + typed + TYPED.slice(typed ? at : at + 1);
        const parsed = python.parse?.(text, 'py');
        found.theirs += theirs(text).calls.length;
        found.ours += parsed ? python.lower(parsed.root, text).calls.length : theirs(text).calls.length;
      }
    assert.ok(found.ours >= found.theirs, JSON.stringify(found));
  });

  it('leaves to the grammar what is too deep, and what is another language', () => {
    const deep = (open: string, close: string) => `x = ${open.repeat(3000)}a${close.repeat(3000)}`;
    for (const text of [
      deep('(', ')'),
      deep('[', ']'),
      deep('-', ''),
      deep('f(', ')'),
      deep('lambda: ', ''),
      deep('not ', ''),
    ])
      assert.equal(python.parse?.(text, 'py'), null);
    assert.equal(python.parse?.(Array.from({ length: 20 }, () => 'print "Python 2"\n').join(''), 'py'), null);
    assert.equal(python.parse?.(`x = ${'a + '.repeat(10_000)}b`, 'py')?.broken, false);
    assert.equal(python.parse?.(`x = a${'.b(c)[d]'.repeat(10_000)}`, 'py')?.broken, false);
  });
});

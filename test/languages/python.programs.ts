/** One line each, or lines that belong together. Every one is read by both parsers. */
export const PROGRAMS: Readonly<Record<string, string>> = {
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
export const BROKEN: Readonly<Record<string, readonly string[]>> = {
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
  'x = """\na()\ndef f():\n    """Of f."""\n    b()\n': ['a', 'b'],
  '.if a():\n    b()\nc()': ['a', 'b', 'c'],
  'a() $ b()\n? c()': ['a', 'b', 'c'],
};

/** What is typed at, a character at a time. */
export const TYPED = `from openai import OpenAI
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

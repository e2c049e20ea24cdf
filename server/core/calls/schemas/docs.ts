/** A docstring without the indentation of its lines, as `inspect.cleandoc` leaves it. */
export function cleaned(doc: string): string {
  const [first = '', ...rest] = doc.replaceAll('\t', '        ').split('\n');
  const margins = rest.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  const margin = margins.length > 0 ? Math.min(...margins) : 0;
  return [first.trimStart(), ...rest.map(line => line.slice(margin))].join('\n').replace(/^\n+|\s+$/g, '');
}

interface Told {
  description: string;
  parameters: ReadonlyMap<string, string>;
}

const SECTION = /^(?:Args|Arguments|Parameters|Params):\s*$/m;
const NEXT_SECTION = /^\S.*:\s*$/m;
const GOOGLE = /^ +\*{0,2}(\w+)(?: *\([^)\n]*\))?: *(.*(?:\n {8,}.*)*)/gm;
const SPHINX = /^ *:param (?:[^:\n]* )?(\w+): *(.*)$/gm;

/** What a docstring says of the function, and of each parameter: Google's form and Sphinx's. */
export function parametersIn(doc: string): Told {
  const section = SECTION.exec(doc);
  const sphinx = doc.search(/^ *:(?:param|return|rtype|raises)/m);
  if (!section && sphinx < 0) return { description: doc, parameters: new Map() };
  const at = section ? section.index : sphinx;
  const rest = doc.slice(at + (section?.[0].length ?? 0));
  const end = section ? rest.search(NEXT_SECTION) : -1;
  const found = (end < 0 ? rest : rest.slice(0, end)).matchAll(section ? GOOGLE : SPHINX);
  const parameters = new Map(
    [...found].map(([, name = '', text = '']) => [name, text.replaceAll(/\s*\n\s*/g, ' ').trim()]),
  );
  return { description: doc.slice(0, at).trim(), parameters };
}

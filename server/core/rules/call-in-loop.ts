import type { AnalyzedCall, Repetition } from '../model.ts';
import type { Project } from '../ports.ts';
import { holds } from '../positions.ts';
import type { Context, Found, Rule } from './rule.ts';

export const callInLoop: Rule = {
  id: 'call-in-loop',
  title: 'One call for each element of a loop within a loop',
  severity: 'info',
  why: [
    'What a loop calls costs as many times as it goes round, and loops within loops multiply: 200 documents with 30 chunks each are 6,000 calls. Nobody sees that in the price of one call.',
  ],
  said: [],
  ignore: 'Where both loops are known to be short.',
  example: {
    language: 'python',
    before:
      'for document in documents:\n    for chunk in document.chunks:\n        client.responses.create(model="gpt-4o", input=chunk)',
    after: null,
  },
  check: { of: 'call', find },
};

function find({ repeats, place: call, through }: AnalyzedCall, { project }: Context): Found[] {
  const loops = repeats.filter(one => isOverData(one) && !isStepping(one, project));
  if (loops.length < 2 || loops.every(({ count }) => count.known)) return [];
  // What a function of the project does by itself is told there.
  if (through.length > 0 && !loops.some(({ place }) => holds(place, call))) return [];
  const factors = loops.map(({ over, count }) => (count.known ? String(count.value) : `\`${over}\``));
  return [
    {
      message: `Loops within loops: one call costs what is shown × ${factors.join(' × ')}.`,
      related: loops.map(({ place, over }) => ({ place, message: `the loop over \`${over}\`` })),
    },
  ];
}

const isOverData = ({ kind, over }: Repetition): boolean => kind === 'each' && over !== 'while';

/** `range(0, len(items), SIZE)` cuts a list in pieces, which a loop within goes through: together they see each element once. */
function isStepping({ place: { file, range } }: Repetition, project: Project): boolean {
  const line = project.text(file)?.split('\n')[range.start.line] ?? '';
  return STEPPING.test(line.slice(range.start.character));
}

const STEPPING = /\brange\([^,]*,[^,]*\([^()]*\)[^,]*,|\brange\([^,()]*,[^,()]*,|\+=\s*\w/;

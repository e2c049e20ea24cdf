import type { AnalyzedCall, Fix, Part, TextEdit } from '../model.ts';
import type { Context, Found, Rule } from './rule.ts';

export const prettyJson: Rule = {
  id: 'pretty-json',
  title: 'Indented JSON in a prompt',
  severity: 'off',
  why: [
    'Blanks and line breaks of indented JSON are tokens. How many they are depends on the data: a tenth of it with long texts, half with many short values in deep levels.',
    'It is off by default: some find that models read indented data better, and measurements disagree.',
  ],
  said: [],
  ignore: 'Where you have seen better answers with it.',
  example: {
    language: 'python',
    before: 'f"Sum up: {json.dumps(data, indent=2)}"',
    after: 'f"Sum up: {json.dumps(data)}"',
  },
  check: { of: 'call', find },
};

const INDENTED =
  /^(?<head>(?:json\.)?dumps\([^]*?)(?<indent>,\s*indent\s*=\s*\d+)(?<tail>[^]*\))$|^(?<head2>JSON\.stringify\([^]*?)(?<indent2>,\s*(?:null|undefined)\s*,\s*(?:\d+|'[^']*'|"[^"]*"))(?<tail2>\s*\))$/;

function find(call: AnalyzedCall, context: Context): Found[] {
  if (call.through.length > 0) return [];
  return call.prompt.messages
    .flatMap(({ parts }) => parts)
    .flatMap(part => {
      if (part.kind !== 'hole' || part.place.file !== call.place.file) return [];
      const edit = compacted(part, context);
      return edit
        ? [
            {
              message: `\`${part.name}\` is sent with its indentation, which is tokens.`,
              place: part.place,
              fix: fixOf(edit),
            },
          ]
        : [];
    });
}

const fixOf = (edit: TextEdit): Fix => ({
  kind: 'edit',
  title: 'Send it without indentation',
  saving: null,
  edits: [edit],
  isSafe: false,
});

function compacted({ place }: Extract<Part, { kind: 'hole' }>, { project }: Context): TextEdit | undefined {
  const { start, end } = place.range;
  const line = project.text(place.file)?.split('\n')[start.line];
  if (line === undefined || start.line !== end.line || place.file.endsWith('.ipynb')) return undefined;
  const groups = INDENTED.exec(line.slice(start.character, end.character))?.groups;
  if (!groups) return undefined;
  return { place, text: (groups['head'] ?? groups['head2'] ?? '') + (groups['tail'] ?? groups['tail2'] ?? '') };
}

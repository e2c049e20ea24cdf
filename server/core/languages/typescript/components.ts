import { Parser } from 'htmlparser2';
import type { Program } from '../language.ts';
import { lineStartsOf } from '../lines.ts';

/** The `<script>` blocks of a Vue or Svelte component as one program: all else is blank, so that places stay as they are. */
export function readComponent(text: string): Program {
  const lines = lineStartsOf(text).map((_, line) => ({ line, character: 0 }));
  let kept = '';
  let from = 0;
  for (const [start, end] of scriptsOf(text)) {
    kept += blank(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  return { text: kept + blank(text.slice(from)), lines };
}

const blank = (text: string): string => text.replaceAll(/[^\r\n]/g, ' ');

/** Where the contents of the outermost script elements stand. */
function scriptsOf(text: string): (readonly [start: number, end: number])[] {
  const scripts: (readonly [number, number])[] = [];
  let begun: number | undefined;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === 'script') begun = parser.endIndex + 1;
      },
      onclosetag(name) {
        if (name === 'script' && begun !== undefined) scripts.push([begun, parser.startIndex]);
        if (name === 'script') begun = undefined;
      },
    },
    { recognizeSelfClosing: true },
  );
  parser.end(text);
  return scripts;
}

import type { Facts } from '../languages/facts.ts';
import { languageById } from '../languages/index.ts';
import { renewFacts } from '../languages/renew.ts';
import type { Project } from '../ports.ts';
import { type Answer, type Answers, createAnswer } from './answers.ts';
import { type Mentions, createMentions } from './mentions.ts';
import { type Module, type Renewable, createModule } from './module.ts';

/** A project as what is being found out asks it: noted is what it rests on. */
export interface Modules {
  project: Project;
  moduleOf(file: string): Module | undefined;
  mentions: Mentions['of'];
  /** What a file that was asked about says now. */
  current(file: string): Facts | undefined;
  /**
   * Takes away what rests on what an edit of a source file changed; `told` are the words and types that other files are found by now.
   * False where it can't be told what that is.
   */
  edited(file: string, told: readonly string[]): boolean;
  /** What was asked of the project: what rests on any of it is found by these. */
  asked(): Asked;
}

/** Files that were read, and words that files were looked for by. */
export interface Asked {
  files: ReadonlyMap<string, Answer>;
  words: ReadonlyMap<string, Answer>;
  /** What was asked on nobody's behalf: anything may rest on it. */
  loose: { files: ReadonlySet<string>; words: ReadonlySet<string> };
}

/** Facts that an edit replaced leave behind what nobody asks for again; after so many edits all is begun anew. */
const MAX_EDITS = 1000;

export function createModules(given: Project, answers: Answers): Modules {
  const modules = new Map<string, Renewable | undefined>();
  const mentions = createMentions(given.text, answers);
  /** Which files hold a word, or declare a type. */
  const words = new Map<string, Answer>();
  const files = new Map<string, Answer>();
  const loose = { files: new Set<string>(), words: new Set<string>() };
  /** Source files that were read as texts: what follows from one is not kept apart. */
  const asTexts = new Set<string>();
  let edits = 0;
  const project: Project = {
    ...given,
    text(file) {
      asTexts.add(file);
      if (answers.asking() === null) loose.files.add(file);
      note(files, file);
      return given.text(file);
    },
    mentioning: word => (noteWord(word), given.mentioning(word)),
    declaring: what => (noteWord(what), given.declaring(what)),
  };

  function note(table: Map<string, Answer>, key: string): void {
    const answer = table.get(key) ?? createAnswer();
    table.set(key, answer);
    answers.use(answer);
  }

  function noteWord(word: string): void {
    if (answers.asking() === null) loose.words.add(word);
    note(words, word);
  }

  function moduleOf(file: string): Module | undefined {
    note(files, file);
    const known = modules.get(file);
    if (known || modules.has(file)) return known;
    const facts = given.facts(file);
    const language = facts && languageById(facts.language);
    const module = facts && language ? createModule(file, facts, language, answers) : undefined;
    modules.set(file, module);
    return module;
  }

  function edited(file: string, told: readonly string[]): boolean {
    const module = modules.get(file);
    const facts = module && given.facts(file);
    if (asTexts.has(file) || (modules.has(file) && !facts) || ++edits > MAX_EDITS) return false;
    if (module && facts) module.renew(renewFacts(module.current(), facts));
    mentions.edited(file);
    for (const word of told) {
      const answer = words.get(word);
      words.delete(word);
      if (answer) answers.forget(answer);
    }
    return true;
  }

  const current = (file: string): Facts | undefined => modules.get(file)?.current();

  return { project, moduleOf, mentions: mentions.of, current, edited, asked: () => ({ files, words, loose }) };
}

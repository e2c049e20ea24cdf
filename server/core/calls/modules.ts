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

/** What a project can be asked: what files hold, whether they are there, which lie in a folder, which have a name, which hold a word. */
export type ProjectQuestion = 'files' | 'paths' | 'folders' | 'names' | 'words';

export interface Asked {
  by: Readonly<Record<ProjectQuestion, ReadonlyMap<string, Answer>>>;
  /** What was asked on nobody's behalf: anything may rest on it. */
  loose: Readonly<Record<ProjectQuestion, ReadonlySet<string>>>;
}

/** Facts that an edit replaced leave behind what nobody asks for again; after so many edits all is begun anew. */
const MAX_EDITS = 1000;

export function createModules(given: Project, answers: Answers): Modules {
  const modules = new Map<string, Renewable | undefined>();
  const mentions = createMentions(given.text, answers);
  const by = { files: table(), paths: table(), folders: table(), names: table(), words: table() };
  const loose = { files: set(), paths: set(), folders: set(), names: set(), words: set() };
  /** Source files that were read as texts: what follows from one is not kept apart. */
  const asTexts = new Set<string>();
  let edits = 0;
  const project: Project = {
    facts: file => (note('files', file), given.facts(file)),
    exists: file => (note('paths', file), given.exists(file)),
    folder: path => (note('folders', path), given.folder(path)),
    named: name => (note('names', name), given.named(name)),
    text: file => (asTexts.add(file), note('files', file), given.text(file)),
    head: (file, bytes) => (note('files', file), given.head(file, bytes)),
    mentioning: word => (note('words', word), given.mentioning(word)),
    declaring: what => (note('words', what), given.declaring(what)),
  };

  function note(question: ProjectQuestion, key: string): void {
    if (answers.asking() === null) return void loose[question].add(key);
    const answer = by[question].get(key) ?? createAnswer();
    by[question].set(key, answer);
    answers.use(answer);
  }

  function moduleOf(file: string): Module | undefined {
    // Who asks on nobody's behalf is looked for anew whenever its file is another.
    if (answers.asking() !== null) note('files', file);
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
      const answer = by.words.get(word);
      by.words.delete(word);
      if (answer) answers.forget(answer);
    }
    return true;
  }

  const current = (file: string): Facts | undefined => modules.get(file)?.current();

  return { project, moduleOf, mentions: mentions.of, current, edited, asked: () => ({ by, loose }) };
}

const table = (): Map<string, Answer> => new Map();
const set = (): Set<string> => new Set();

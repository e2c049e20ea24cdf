import type { Finding, Place, TextEdit } from '../core/model.ts';
import type { Rule } from '../core/rules/rule.ts';
import { fixTitle } from './findings.ts';
import { rulePage } from './rule-page.ts';

/** SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What a severity is called there. */
const LEVELS = { off: 'none', info: 'note', warning: 'warning', error: 'error' } as const;

export const writeSarif = (findings: readonly Finding[], rules: readonly Rule[], version: string): string =>
  `${JSON.stringify(toSarif(findings, rules, version), null, 2)}\n`;

export function toSarif(findings: readonly Finding[], rules: readonly Rule[], version: string) {
  return toLog(
    rules.map(toDescriptor),
    findings.map(finding => toResult(finding, rules)),
    version,
  );
}

/** Results of one run, around which all that SARIF asks for is put. */
export function toLog<Descriptor, Result>(rules: Descriptor[], results: Result[], version: string) {
  const driver = { name: 'Prompt Cost', semanticVersion: version, rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits' as const, results };
  return { $schema: SCHEMA, version: '2.1.0' as const, runs: [run] };
}

function toDescriptor(rule: Rule) {
  const { id, title, why, severity } = rule;
  const markdown = rulePage(rule);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why.join('\n\n') },
    help: { text: markdown, markdown },
    defaultConfiguration: { enabled: severity !== 'off', level: LEVELS[severity] },
    properties: { tags: ['cost'] },
  };
}

function toResult({ rule, severity, place, message, related, fix }: Finding, rules: readonly Rule[]) {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: fix ? `${message} ${sentence(fixTitle(fix))}` : message },
    locations: [{ physicalLocation: toLocation(place) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, id) => ({
        id,
        physicalLocation: toLocation(one.place),
        message: { text: one.message },
      })),
    }),
    ...(fix?.kind === 'edit' && {
      fixes: [{ description: { text: fixTitle(fix) }, artifactChanges: toChanges(fix.edits) }],
    }),
  };
}

const sentence = (text: string): string => `${text}.`;

export const toLocation = ({ file, range }: Place) => ({ artifactLocation: toArtifact(file), region: toRegion(range) });

/** Relative to the root of the source, which the reader of the report knows. */
const toArtifact = (file: string) => ({
  uri: file.split('/').map(encodeURIComponent).join('/'),
  uriBaseId: '%SRCROOT%',
});

const toRegion = ({ start, end }: Place['range']) => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

function toChanges(edits: readonly TextEdit[]) {
  const files = [...new Set(edits.map(({ place }) => place.file))];
  return files.map(file => ({
    artifactLocation: toArtifact(file),
    replacements: edits
      .filter(({ place }) => place.file === file)
      .map(({ place, text }) => ({ deletedRegion: toRegion(place.range), insertedContent: { text } })),
  }));
}

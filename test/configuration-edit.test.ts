import assert from 'node:assert/strict';
import { switchingOff } from '../server/core/configuration/edit.ts';
import { readConfiguration } from '../server/core/configuration/read.ts';

/** The text with the rule switched off, which the reader understands so. */
function off(file: string, text: string): string {
  const edits = switchingOff(file, text, 'call-in-loop') ?? [];
  const edited = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), text);
  const { configuration, problems } = readConfiguration({ file, text: edited });
  assert.deepEqual(problems, [], edited);
  assert.equal(configuration.rules.get('call-in-loop'), 'off', edited);
  return edited;
}

describe('a rule is switched off in the configuration', () => {
  const yaml = (text: string): string => off('promptcost.config.yaml', text);

  it('in YAML, whatever it holds', () => {
    assert.equal(yaml(''), 'rules:\n  call-in-loop: off\n');
    assert.equal(yaml('# ours\nexclude: [scripts]'), '# ours\nexclude: [scripts]\nrules:\n  call-in-loop: off\n');
    assert.equal(
      yaml('rules: # how serious\n    retired-model: error # by all means\nexclude:\n  - scripts\n'),
      'rules: # how serious\n    call-in-loop: off\n    retired-model: error # by all means\nexclude:\n  - scripts\n',
    );
    assert.equal(yaml('rules: { retired-model: error }\n'), 'rules: { call-in-loop: off, retired-model: error }\n');
    assert.equal(yaml('rules:\n  call-in-loop: warning # no\n'), 'rules:\n  call-in-loop: off # no\n');
    yaml('rules: {}\n');
    yaml('rules:\nexclude: [scripts]\n');
  });

  it('in JSON', () => {
    assert.equal(
      off('promptcost.config.json', '{\n  // ours\n  "exclude": ["scripts"]\n}\n'),
      '{\n  // ours\n  "rules": { "call-in-loop": "off" },\n  "exclude": ["scripts"]\n}\n',
    );
    assert.equal(
      off('promptcost.config.json', '{ "rules": { "retired-model": "error" } }'),
      '{ "rules": { "call-in-loop": "off", "retired-model": "error" } }',
    );
    off('promptcost.config.json', '{}');
    off('promptcost.config.json', '{ "rules": { "call-in-loop": "error" } }');
  });

  it('but not in what is no configuration', () => {
    assert.equal(switchingOff('promptcost.config.yaml', '- a\n- b\n', 'call-in-loop'), null);
  });
});

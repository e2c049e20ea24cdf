import assert from 'node:assert/strict';
import type { PanelModel } from '../../../server/report/panel.ts';
import { panelOf } from '../../../server/report/panel/index.ts';
import type { Measurement } from '../../../server/core/signals/model.ts';
import { assertGolden } from '../golden.ts';
import { reading } from './reading.ts';
import { CLIENT, measured, PLACES, signal, source, state, STATES } from './states.ts';
import { panelText } from './text.ts';

const panel = (name: string): PanelModel => panelOf(STATES[name]?.() ?? state(), PLACES);

describe('the side panel', () => {
  for (const name of ['none', 'waiting', 'live', 'sample', 'prometheus', 'gpu', 'opencost', 'stale', 'failed'])
    it(`says what there is to say: ${name}`, () => assertGolden(`panel-${name}.txt`, panelText(panel(name))));

  it('writes no zero for what is not known', () => {
    for (const name of Object.keys(STATES))
      for (const { sections } of panel(name).tabs)
        for (const figure of sections.flatMap(({ figures }) => figures))
          if (figure.value === '?') assert.match(figure.detail, /^Not known: ./, `${name}: ${figure.label}`);
    const unpriced = [
      signal('spend', 0, 'USD/h', { told: { exactness: 'lower-bound', why: ['no model has a price'] } }),
    ];
    const model = panelOf(
      state({ sources: [source('otlp')], measurements: [measured('otlp', 'x', 'client', unpriced)] }),
      PLACES,
    );
    assert.equal(model.tabs[0]?.sections[0]?.figures[0]?.value, '?');
  });

  it('marks each section of sample traffic, and none of the other', () => {
    const parts = panel('sample').tabs.flatMap(({ sections }) => sections);
    for (const part of parts.filter(({ figures, table }) => figures.length > 0 || table !== null))
      assert.ok(part.isSample, part.id);
    assert.ok(panel('live').tabs.every(({ sections }) => sections.every(({ isSample }) => !isSample)));
  });

  it('shows what is measured before what is made up, whoever counted', () => {
    const both = state({
      sources: [source('sample', { isSample: true }), source('otlp')],
      measurements: [
        measured('sample', 'litellm', 'gateway', [signal('spend', 99, 'USD/h', { told: { basis: 'billed' } })]),
        measured('otlp', 'otel-genai', 'client', CLIENT),
      ],
    });
    const [spend] = panelOf(both, PLACES).tabs[0]?.sections ?? [];
    assert.equal(spend?.figures[0]?.value, '~$1.24/h');
    assert.doesNotMatch(JSON.stringify(spend), /\$99/);
  });

  it('takes money of one counter, and never adds', () => {
    const [overview] = panel('prometheus').tabs;
    const now = overview?.sections[0]?.figures[0];
    assert.equal(now?.value, '$1.31/h');
    assert.match(now?.detail ?? '', /Also ~\$1\.24\/h, not added: OTLP on port 4318/);
    assert.match(overview?.sections[0]?.note ?? '', /never added/);
  });

  it('says what a request, a success and a thousand by model cost: request by request where that is told', () => {
    const spend = signal('spend', 3.6, 'USD/h', { by: { a: 3, b: 0.6 }, told: { basis: 'priced' } });
    const signals = [spend, signal('requests', 1, 'requests/s'), signal('failures', 0.2, 'ratio')];
    const section = (one: Measurement, id: string) =>
      panelOf(state({ sources: [source('otlp')], measurements: [one] }), PLACES).tabs[0]?.sections.find(
        told => told.id === id,
      );
    const figures = (one: Measurement) => section(one, 'spend')?.figures.map(({ label, value }) => `${label} ${value}`);
    const derived = measured('otlp', 'x', 'client', signals);
    assert.deepEqual(figures(derived)?.slice(2), ['Per request $0.0010', 'Per success $0.0013']);
    assert.deepEqual(section(derived, 'by-model')?.table?.columns.length, 3);
    const all = { perRequest: 0.002, perSuccess: 0.004, perMtok: 5, perThousand: 2 };
    const of = (model: string, value: number) => reading(value, 'USD/1k requests', { of: { model } });
    const own: Measurement = {
      ...derived,
      unitCosts: {
        perRequest: [reading(all.perRequest, 'USD/request')],
        perSuccess: [reading(all.perSuccess, 'USD/request')],
        perMtok: [reading(all.perMtok, 'USD/Mtok')],
        perThousand: [reading(all.perThousand, 'USD/1k requests'), of('a', 4), of('b', 0.5)],
      },
    };
    assert.deepEqual(figures(own)?.slice(2), ['Per request $0.0020', 'Per success $0.0040', 'Per 1M tokens $5.00']);
    const table = section(own, 'by-model')?.table;
    assert.deepEqual(table?.columns.at(-1)?.title, '1k requests');
    assert.deepEqual(
      table?.rows.map(({ cells }) => cells.at(-1)?.text),
      ['$4.00', '$0.5000'],
    );
    const billed = { ...own, signals: [{ ...spend, total: { ...spend.total, basis: 'billed' as const } }] };
    assert.deepEqual(figures(billed)?.slice(2), [], 'our prices do not stand beside what is billed');
  });

  it('compares nothing that does not compare', () => {
    const bound = { exactness: 'lower-bound', why: ['some calls have no price'] } as const;
    const one = panelOf(
      state({
        sources: [source('otlp')],
        measurements: [measured('otlp', 'x', 'client', [signal('spend', 2, 'USD/h', { day: 1, told: bound })])],
      }),
      PLACES,
    );
    const now = one.tabs[0]?.sections[0]?.figures[0];
    assert.equal(now?.value, '≥$2.00/h');
    assert.equal(now?.change, null);
    assert.match(now?.detail ?? '', /≥: Some calls have no price/);
  });

  it('stays small with ten thousand models', () => {
    const many = STATES['many']?.() ?? state();
    const model = panelOf(many, PLACES);
    const text = JSON.stringify(model);
    assert.ok(text.length < 100_000, `${text.length} characters`);
    assert.match(text, /"and 9,950 more"/);
    assert.doesNotMatch(text, /"model-50"/);
  });

  it('is of numbers that are none no worse than of none', () => {
    for (const odd of [NaN, Infinity, -Infinity]) {
      const told = signal('spend', odd, 'USD/h', { by: { a: odd }, day: odd });
      const text = JSON.stringify(
        panelOf(state({ sources: [source('otlp')], measurements: [measured('otlp', 'x', 'client', [told])] }), PLACES),
      );
      assert.doesNotMatch(text, /NaN|Infinity|∞/);
    }
  });

  it('draws from where something was measured', () => {
    const spend = CLIENT.find(({ id }) => id === 'spend');
    assert.ok(spend?.series);
    const values = spend.series.values.map((value, i) => (i < 140 ? null : value));
    const late = { ...spend, series: { ...spend.series, values } };
    const model = panelOf(
      state({ sources: [source('otlp')], measurements: [measured('otlp', 'x', 'client', [late])] }),
      PLACES,
    );
    const chart = model.tabs[0]?.sections[0]?.chart;
    assert.equal(chart?.at.length, 6);
    assert.deepEqual(
      chart?.lines.map(line => line.values.length),
      [6, 6],
    );
  });

  it('says how old what is shown is', () => {
    const text = panelText(panel('stale'));
    assert.match(text, /Nothing for 3 h; what is shown is of then\./);
    assert.match(text, /as it was 3 h ago/);
    assert.doesNotMatch(text, /\* Now: .*\(/);
  });
});

import { usd } from '../../../../pricing/money.ts';
import { catalogueId } from '../../../../pricing/provider.ts';
import { DAY_MS } from '../../time.ts';
import { type BilledRow, type BilledTokens, onlyOf } from '../bill.ts';
import { numberOf, timeOf } from './fields.ts';
import { createLedger, type Line, type TableImporter } from './importer.ts';
import { type Meter, readMeter, tokensPer } from './meters.ts';

/** The first column that names a model and a direction; LiteLLM puts the bare model into the description. */
const METERS = ['x_UsageType', 'x_SkuMeterName', 'SkuMeter', 'ChargeDescription', 'SkuId', 'x_SkuDescription'] as const;

/**
 * FOCUS 1.0 to 1.2, as AWS, Azure, Google and others write it: https://focus.finops.org/focus-specification/v1-2/. Columns that begin
 * with `x_` are a cloud's own: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws-columns.html,
 * https://learn.microsoft.com/en-us/azure/cost-management-billing/dataset-schema/cost-usage-details-focus.
 */
export const focus: TableImporter = {
  id: 'focus',
  label: 'FOCUS',
  authority: 'bill',
  columns: ['BilledCost', 'BillingCurrency', 'ChargePeriodStart', 'ChargePeriodEnd', 'ServiceName'],
  also: [
    'EffectiveCost',
    'ChargeCategory',
    'ProviderName',
    'ServiceProviderName',
    'InvoiceIssuerName',
    'ServiceSubcategory',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ResourceName',
    'ResourceType',
    'x_SkuMeterCategory',
    'x_ServiceCode',
    ...METERS,
  ],
  open() {
    const ledger = createLedger();
    return {
      take(line) {
        const service = serviceOf(line);
        const currency = line['BillingCurrency']?.toUpperCase();
        const amount = costOf(line);
        const money = currency === 'USD' && amount !== null ? usd(amount.value) : null;
        const why = whyNot(line, service, currency, amount);
        if (why !== null) return ledger.leaveOut(why, money);
        if (service && money !== null)
          ledger.add({ ...lineOf(line, service, amount?.isAmortized ?? false), usd: money });
      },
      close: ledger.close,
    };
  },
};

const NO_LLM = 'of services that are no language models';

/** Why a line is in no sum; null: it is. */
function whyNot(line: Line, service: Sold | null, currency: string | undefined, amount: Amount | null): string | null {
  if (service === null) return NO_LLM;
  const category = line['ChargeCategory'] ?? 'Usage';
  if (category !== 'Usage') return `of the category ${category}: no use of a model`;
  if (amount === null) return 'without an amount that is a number';
  if (currency !== 'USD') return `billed in ${currency ?? 'no currency'}: not converted`;
  const [start, end] = [timeOf(line['ChargePeriodStart']), timeOf(line['ChargePeriodEnd'])];
  if (start === null) return 'without a time that is read';
  return end !== null && end - start > DAY_MS ? 'over more than a day: of none of them in particular' : null;
}

interface Amount {
  value: number;
  isAmortized: boolean;
}

/** What was paid beforehand costs nothing on the day (`BilledCost`): then its part of what was paid counts (`EffectiveCost`). */
function costOf(line: Line): Amount | null {
  const [billed, effective] = [numberOf(line['BilledCost']), numberOf(line['EffectiveCost'])];
  if (billed === null) return null;
  const isAmortized = billed === 0 && effective !== null && effective > 0;
  return { value: isAmortized ? effective : billed, isAmortized };
}

/** Who sells language models, and under which names they stand in a bill; `among`: of these only what is metered in tokens. */
interface Sold {
  provider: string;
}

const CLOUDS: readonly { provider: string; by: RegExp; service: RegExp; among: RegExp | null }[] = [
  { provider: 'aws', by: /\baws\b|amazon/i, service: /bedrock/i, among: null },
  {
    provider: 'azure',
    by: /microsoft|azure/i,
    service: /openai|foundry models/i,
    among: /foundry|azure ai|cognitive/i,
  },
  { provider: 'google', by: /google/i, service: /gemini|generative language/i, among: /vertex ai/i },
];

function serviceOf(line: Line): Sold | null {
  const by = line['ProviderName'] ?? line['ServiceProviderName'] ?? line['InvoiceIssuerName'] ?? '';
  const service = `${line['ServiceName'] ?? ''} ${line['x_SkuMeterCategory'] ?? ''} ${line['x_ServiceCode'] ?? ''}`;
  const seller = catalogueId(by.toLowerCase());
  const cloud = CLOUDS.find(row => row.by.test(by) || row.provider === seller);
  if (!cloud) return seller === undefined ? null : { provider: seller };
  const { provider, among } = cloud;
  // `Generative AI` is one of the sub-categories of FOCUS 1.1; LiteLLM's own export has it on every line.
  if (line['ServiceSubcategory'] === 'Generative AI' || cloud.service.test(service)) return { provider };
  return among?.test(service) && tokensOf(line, meterOf(line, provider)) ? { provider } : null;
}

function lineOf(line: Line, { provider }: Sold, isAmortized: boolean): Omit<BilledRow, 'usd'> {
  const meter = meterOf(line, provider);
  const start = timeOf(line['ChargePeriodStart']) ?? 0;
  return {
    day: new Date(start).toISOString().slice(0, 10),
    provider,
    model: meter.model,
    tokens: tokensOf(line, meter),
    requests: /^requests?$/i.test(line['ConsumedUnit'] ?? '') ? numberOf(line['ConsumedQuantity']) : null,
    service: isAmortized ? 'reserved' : meter.service,
    isLong: null,
    what:
      (meter.told ?? line['ChargeDescription'] ?? line['ServiceName'] ?? '') + (isAmortized ? ', paid beforehand' : ''),
    source: 'focus',
  };
}

function meterOf(line: Line, provider: string): Meter & { told: string | null } {
  for (const column of METERS) {
    const told = line[column];
    const meter = told === undefined ? null : readMeter(told, provider);
    if (told !== undefined && meter?.kind != null && meter.model !== null) return { ...meter, told };
  }
  const model = line['ResourceType'] === line['ResourceName'] ? (line['ResourceName'] ?? null) : null;
  return { model, kind: null, service: 'standard', told: line['x_SkuMeterName'] ?? line['x_UsageType'] ?? null };
}

function tokensOf(line: Line, { kind, told }: Meter & { told: string | null }): BilledTokens | null {
  const quantity = numberOf(line['ConsumedQuantity']);
  const unit = line['ConsumedUnit'] ?? '';
  // Azure writes the unit without its noun: `1K`, of a meter of `Tokens`.
  const per = tokensPer(/tokens?\b/i.test(told ?? '') && /^1?[KM]$/i.test(unit) ? `${unit} tokens` : unit);
  if (kind === null || kind === 'unsplit' || quantity === null || quantity < 0 || per === null) return null;
  return onlyOf(kind, Math.round(quantity * per));
}

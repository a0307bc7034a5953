import { parseQuantity, type Qualifier, type Quantity, quantityAt, writeNumber } from './quantity.ts';
import { parseDuration } from './time/duration.ts';

/** What an incident affected: a share in percent, amounts in other units, or both. */
export interface Impact {
  /** The affected share, from 0 to 100, such as 30 percent of requests; absent when only amounts are known. */
  percent?: number;
  /** What the share refers to. */
  of?: string;
  /** Set if the share is an estimate or a bound. */
  qualifier?: Qualifier;
  /** Amounts in other units, such as 305 customers or 4000 EUR, in the order of the document. */
  amounts: Amount[];
}

/** A number of something. The unit of money is the code of its currency, such as `EUR`. */
export interface Amount extends Quantity {
  unit: string;
}

/** An amount of money in a currency whose sign several countries use, with the likely text. */
export interface UnclearMoney {
  meant: string;
}

const PERCENT = /^\s?(?:%|(?:percent|per cent|Prozent)(?!\p{L}))\s?/iu;
const OF = /^(?:of|der|von|aller)\s(\S.*)$/i;
const UNIT = /^\p{L}[\p{L}\p{M}\d' _/-]{0,39}$/u;
const CURRENCY = /(?<![\p{L}\d])[A-Z]{3}(?!\p{L})|[$€£¥]/u;
const SYMBOLS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };
const UNCLEAR: Readonly<Record<string, string>> = { $: 'USD', '¥': 'JPY' };

/**
 * Parses an impact on one line: `30`, `~30%`, `<1% of logins`, `305 customers`, `4000 EUR`, or `none`, which is a share of 0. Returns
 * `undefined` for anything else.
 */
export function parseImpact(text: string): Impact | UnclearMoney | undefined {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  if (/^(?:none|keine)$/i.test(line)) return { percent: 0, amounts: [] };
  const money = parseMoney(line);
  if (money) return 'meant' in money ? money : { amounts: [money] };
  const { length, amount, qualifier } = quantityAt(line) ?? {};
  if (amount === undefined || parseDuration(line) !== undefined) return undefined;
  const rest = line.slice(length);
  const [sign] = PERCENT.exec(rest) ?? [];
  const unit = rest.trim();
  if (sign === undefined && unit !== '') {
    return isUnit(unit) ? { amounts: [{ amount, unit, ...(qualifier && { qualifier }) }] } : undefined;
  }
  const after = rest.slice(sign?.length);
  const of = OF.exec(after)?.[1];
  if (amount > 100 || (after !== '' && !of)) return undefined;
  return { percent: amount, ...(of && { of }), ...(qualifier && { qualifier }), amounts: [] };
}

/** Whether a text can be the unit of an amount, such as `customers`. */
export function isUnit(text: string): boolean {
  return UNIT.test(text);
}

/** Parses an amount of money: `4000 EUR`, `€4,000`, `~1.2M USD`. Returns `undefined` for anything else. */
export function parseMoney(text: string): Amount | UnclearMoney | undefined {
  const [written = ''] = CURRENCY.exec(text) ?? [];
  const quantity = written === '' ? undefined : parseQuantity(text.replace(written, ''));
  if (!quantity) return undefined;
  const meant = UNCLEAR[written];
  if (meant) return { meant: `${writeQuantity(quantity)} ${meant}` };
  const unit = SYMBOLS[written] ?? written;
  return isCurrency(unit) ? { ...quantity, unit } : undefined;
}

function isCurrency(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit);
}

/** Returns an impact as a value of the frontmatter. */
export function writeImpact({ percent, of, qualifier, amounts }: Impact): unknown {
  const share = qualifier && percent !== undefined ? `${writeQuantity({ amount: percent, qualifier })}%` : percent;
  if (share !== undefined && !of && amounts.length === 0) return share;
  const currencies = amounts.filter(({ unit }) => isCurrency(unit));
  const others = amounts.map((each) => {
    if (currencies.length === 1 && each === currencies[0]) return ['money', `${writeQuantity(each)} ${each.unit}`];
    return [each.unit, each.qualifier ? writeQuantity(each) : each.amount];
  });
  return { ...(share !== undefined && { percent: share }), ...(of && { of }), ...Object.fromEntries(others) };
}

function writeQuantity({ qualifier, amount }: Quantity): string {
  return `${qualifier ?? ''}${writeNumber(amount)}`;
}

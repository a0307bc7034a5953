import { z } from 'zod';
import { nearest } from '../../../diagnostics/nearest.ts';
import { type Amount, type Impact, isUnit, parseImpact, parseMoney } from '../../impact.ts';
import { parseQuantity, type Quantity } from '../../quantity.ts';

const EXPECTED =
  'a percentage from 0 to 100 such as `30`, an amount such as `305 customers`, `{percent: 30, of: login requests}`, or `unknown`';
const EXPECTED_PERCENT = 'a percentage from 0 to 100 such as `30`';
const EXPECTED_AMOUNT = 'an amount such as `305`';
const EXPECTED_MONEY = 'an amount with its currency such as `4000 EUR`';
const CURRENCY_HELP = 'Write the code of its currency, such as `4000 USD`.';

/** The keys of an impact that are no units. */
export const IMPACT_KEYS = ['percent', 'of', 'money'] as const;

/** A problem with an impact; `path` is within it. */
interface ImpactProblem {
  path: string[];
  message: string;
  params?: { help: string; meant?: string };
}

/** Parses to what was affected, or `'unknown'`. */
export const impact = z
  .union([z.string(), z.number(), z.record(z.string(), z.unknown())], EXPECTED)
  .transform((value, context): Impact | 'unknown' => {
    if (typeof value === 'object') return impactOf(value, context);
    const text = String(value).trim();
    if (text === 'unknown') return 'unknown';
    const found = parseImpact(text);
    if (found && 'amounts' in found) return found;
    const params = found && { help: CURRENCY_HELP, meant: found.meant };
    context.addIssue({ code: 'custom', message: EXPECTED, ...(params && { params }) });
    return z.NEVER;
  });

type Context = z.core.$RefinementCtx<unknown>;

/** Reads `{percent: 30, of: login requests, customers: 305, money: 4000 EUR}`. */
function impactOf(map: Record<string, unknown>, context: Context): Impact {
  const { percent, of, money, ...units } = map;
  const problems: ImpactProblem[] = [];
  const amounts = Object.entries(units).flatMap(([unit, value]): Amount[] => {
    const quantity = quantityOf(value);
    const isKey = isUnit(unit) && nearest(unit, IMPACT_KEYS) === undefined;
    if (!isKey) {
      context.addIssue({ code: 'unrecognized_keys', keys: [unit], input: map });
      return [];
    }
    if (!quantity) problems.push({ path: [unit], message: EXPECTED_AMOUNT });
    return quantity ? [{ ...quantity, unit }] : [];
  });
  const paid = money === undefined ? undefined : parseMoney(String(money));
  if (money !== undefined && !(paid && 'unit' in paid)) problems.push(moneyProblem(paid));
  const share = quantityOf(typeof percent === 'string' ? percent.replace(/\s*%\s*$/, '') : percent);
  const isShareMissing = percent === undefined && (of !== undefined || Object.keys(map).length === 0);
  if (isShareMissing) problems.push({ path: ['percent'], message: EXPECTED_PERCENT });
  else if (percent !== undefined && !(share && share.amount <= 100)) {
    problems.push({ path: ['percent'], message: EXPECTED_PERCENT });
  }
  const isText = typeof of === 'string' && of.trim() !== '';
  if (of !== undefined && !isText) problems.push({ path: ['of'], message: 'text' });
  for (const { path, message, params } of problems) {
    context.addIssue({ code: 'custom', path, message, input: map, ...(params && { params }) });
  }
  return {
    ...(share && { percent: share.amount }),
    ...(isText && { of: of.trim() }),
    ...(share?.qualifier && { qualifier: share.qualifier }),
    amounts: [...amounts, ...(paid && 'unit' in paid ? [paid] : [])],
  };
}

function moneyProblem(found: ReturnType<typeof parseMoney>): ImpactProblem {
  const problem = { path: ['money'], message: EXPECTED_MONEY };
  return found && 'meant' in found ? { ...problem, params: { help: CURRENCY_HELP, meant: found.meant } } : problem;
}

function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? { amount: value } : undefined;
  return typeof value === 'string' ? parseQuantity(value) : undefined;
}

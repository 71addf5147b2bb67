/** Table 二 of one agency, year after year: the stocks that connect the years in both editions. */
import type { Figures } from '../shared/domain/form/figures.ts';
import type { AgencyProfile } from './agency-profiles.ts';
import { rowIndex } from './cells.ts';
import type { Random } from './random.ts';

const AT_2019 = {
  rules: rowIndex('2019', '/proactive/rules'),
  normativeDocuments: rowIndex('2019', '/proactive/normativeDocuments'),
  licensing: rowIndex('2019', '/proactive/licensing'),
  otherServices: rowIndex('2019', '/proactive/otherServices'),
  penalties: rowIndex('2019', '/proactive/penalties'),
  coercion: rowIndex('2019', '/proactive/coercion'),
  fees: rowIndex('2019', '/proactive/fees'),
  procurement: rowIndex('2019', '/proactive/procurement'),
};
const AT_2021 = {
  rules: rowIndex('2021', '/proactive/rules'),
  normativeDocuments: rowIndex('2021', '/proactive/normativeDocuments'),
  licensing: rowIndex('2021', '/proactive/licensing'),
  penalties: rowIndex('2021', '/proactive/penalties'),
  coercion: rowIndex('2021', '/proactive/coercion'),
  fees: rowIndex('2021', '/proactive/fees'),
};

/** What next year's report starts from. */
export interface Stock {
  readonly rules: number;
  readonly normativeDocuments: number;
  readonly licensingItems: number;
  readonly serviceItems: number;
  readonly penaltyItems: number;
  readonly coercionItems: number;
  readonly feeItems: number;
}

/** Sizes that stay an agency's own over the years. */
interface Output {
  readonly normativePerYear: number;
  readonly licensing: number;
  readonly penalties: number;
  readonly coercion: number;
  readonly feesYuan: number;
  readonly procurements: number;
}

export function drawOutput(profile: AgencyProfile, scale: number, random: Random): Output {
  const sized = (median: number): number => (median === 0 ? 0 : random.logNormal(median * scale, 0.5));
  return {
    normativePerYear: random.logNormal(profile.kind === 'government' ? 5 : 0.5, 0.6),
    licensing: sized(profile.licensing),
    penalties: sized(profile.penalties),
    coercion: sized(profile.coercion),
    feesYuan: sized(profile.feesWanYuan) * 10_000,
    procurements: random.logNormal(3 * scale, 0.7),
  };
}

export function openingStock(profile: AgencyProfile, output: Output, isCity: boolean, random: Random): Stock {
  const items = (yearly: number, most: number): number => (yearly === 0 ? 0 : random.int(3, most));
  return {
    // Only a city's government and those above it make rules (Legislation Law, article 93).
    rules: isCity && profile.kind === 'government' ? random.int(6, 18) : 0,
    normativeDocuments: random.poisson(output.normativePerYear * 6),
    licensingItems: items(output.licensing, 60),
    serviceItems: random.poisson(4),
    penaltyItems: items(output.penalties, 300),
    coercionItems: items(output.coercion, 24),
    feeItems: items(output.feesYuan, 9),
  };
}

/** The stocks of merged agencies, for their successor. */
export function joinStocks(stocks: readonly Stock[]): Stock {
  const sum = (key: keyof Stock): number => stocks.reduce((total, stock) => total + stock[key], 0);
  return {
    rules: sum('rules'),
    normativeDocuments: sum('normativeDocuments'),
    licensingItems: sum('licensingItems'),
    serviceItems: sum('serviceItems'),
    penaltyItems: sum('penaltyItems'),
    coercionItems: sum('coercionItems'),
    feeItems: sum('feeItems'),
  };
}

/** Fills table 二 in; returns the stock at the year's end. */
export function fillProactive(figures: Figures, stock: Stock, output: Output, random: Random): Stock {
  return figures.edition === '2019'
    ? fill2019(figures.cells, stock, output, random)
    : fill2021(figures.cells, stock, output, random);
}

function fill2019(cells: Float64Array, stock: Stock, output: Output, random: Random): Stock {
  const set = (row: number, ...values: number[]): void => {
    cells.set(values, row);
  };
  const changeOf = (items: number): number => (items === 0 ? 0 : Math.max(-items, random.int(-4, 6)));
  const made = random.poisson(output.normativePerYear);
  const rulesMade = stock.rules > 0 ? random.int(0, 2) : 0;
  const next: Stock = {
    rules: stock.rules + rulesMade,
    normativeDocuments: stock.normativeDocuments + made,
    licensingItems: stock.licensingItems + changeOf(stock.licensingItems),
    serviceItems: stock.serviceItems + changeOf(stock.serviceItems),
    penaltyItems: stock.penaltyItems + changeOf(stock.penaltyItems),
    coercionItems: stock.coercionItems + changeOf(stock.coercionItems),
    feeItems: stock.feeItems + (stock.feeItems > 2 ? random.int(-1, 1) : 0),
  };
  const itemRow = (row: number, before: number, after: number, yearly: number): void => {
    set(row, before, after - before, before > 0 && yearly > 0 ? random.poisson(yearly) : 0);
  };
  set(AT_2019.rules, rulesMade, rulesMade, next.rules);
  set(AT_2019.normativeDocuments, made, made, next.normativeDocuments);
  itemRow(AT_2019.licensing, stock.licensingItems, next.licensingItems, output.licensing);
  itemRow(AT_2019.otherServices, stock.serviceItems, next.serviceItems, output.licensing / 3);
  itemRow(AT_2019.penalties, stock.penaltyItems, next.penaltyItems, output.penalties);
  itemRow(AT_2019.coercion, stock.coercionItems, next.coercionItems, output.coercion);
  set(AT_2019.fees, stock.feeItems, next.feeItems - stock.feeItems);
  const projects = random.poisson(output.procurements);
  set(
    AT_2019.procurement,
    projects,
    projects === 0 ? 0 : Math.round(projects * random.logNormal(26_000_000, 0.8)),
  );
  return next;
}

function fill2021(cells: Float64Array, stock: Stock, output: Output, random: Random): Stock {
  const set = (row: number, ...values: number[]): void => {
    cells.set(values, row);
  };
  const rules = turnOver(stock.rules, stock.rules > 0 ? 0.8 : 0, random);
  const documents = turnOver(stock.normativeDocuments, output.normativePerYear, random);
  set(AT_2021.rules, rules.made, rules.repealed, rules.inForce);
  set(AT_2021.normativeDocuments, documents.made, documents.repealed, documents.inForce);
  set(AT_2021.licensing, random.poisson(output.licensing));
  set(AT_2021.penalties, random.poisson(output.penalties));
  set(AT_2021.coercion, random.poisson(output.coercion));
  // In fen; whole yuan, so that the form's 10 000 yuan have four decimals.
  set(AT_2021.fees, output.feesYuan === 0 ? 0 : Math.round(random.logNormal(output.feesYuan, 0.2)) * 100);
  return { ...stock, rules: rules.inForce, normativeDocuments: documents.inForce };
}

function turnOver(
  inForce: number,
  madePerYear: number,
  random: Random,
): { made: number; repealed: number; inForce: number } {
  const made = madePerYear === 0 ? 0 : random.poisson(madePerYear);
  const repealed = Math.min(inForce, inForce === 0 ? 0 : random.poisson(madePerYear * 0.7));
  return { made, repealed, inForce: inForce + made - repealed };
}

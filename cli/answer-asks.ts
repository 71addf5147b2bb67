/** Asking the person at the terminal, one thing after the other; what is left empty stays open. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { answerAsk } from '../shared/domain/convert/answer-ask.ts';
import type { Ask } from '../shared/domain/convert/conversion.ts';
import type { Layout } from '../shared/domain/convert/layout.ts';
import { AGENCY_ID } from '../shared/domain/basics/place.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import { showControls } from '../shared/domain/basics/shown-controls.ts';
import { convertSource, type Converted, type Known } from './convert-file.ts';
import { describeAsk } from './describe-ask.ts';
import { chooseCandidate, readAnswer } from './read-answer.ts';

interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

const HERE: Terminal = { input: process.stdin, output: process.stderr };

export const canAsk = ({ input, output }: Terminal = HERE): boolean =>
  input.isTTY === true && output.isTTY === true;

type AskPerson = (question: string) => Promise<string | undefined>;

export async function answerAtTerminal(
  converted: Converted,
  layout: Layout,
  known: Known,
  terminal: Terminal = HERE,
): Promise<Converted> {
  const lines = createInterface(terminal);
  let hasEnded = false;
  const ended = new Promise<undefined>((resolve) =>
    lines.once('close', () => {
      hasEnded = true;
      resolve(undefined);
    }),
  );
  // An input that ends has answered, too.
  const ask: AskPerson = async (question) =>
    hasEnded ? undefined : Promise.race([lines.question(question), ended]);
  try {
    const headed = await answerHead(converted, layout, known, ask);
    return await answerCells(headed, ask);
  } finally {
    lines.close();
  }
}

/** Year and agency decide how the rest is read. */
async function answerHead(
  converted: Converted,
  layout: Layout,
  known: Known,
  ask: AskPerson,
): Promise<Converted> {
  const yearAsk = converted.asks.find(({ path }) => path === '/year');
  let current = converted;
  let now = known;
  if (yearAsk) {
    const answer = await ask(pose(converted.file, yearAsk, '年度 year'));
    const year = Number(chooseCandidate(yearAsk, answer)?.[0] ?? answer);
    if (/^20\d\d$/.test(String(year)) && year >= FIRST_REPORT_YEAR) {
      now = { ...now, year };
      current = settle(convertSource(converted.file, layout, now), '/year');
    }
  }
  const agencyAsk = current.asks.find(({ path }) => path === '/agency');
  if (agencyAsk && now.agencyId === undefined) {
    const answer = await ask(pose(converted.file, agencyAsk, '机构标识 agency id'));
    const chosen = chooseCandidate(agencyAsk, answer);
    const [id = '', name = '', district = ''] = chosen?.map(String) ?? [];
    if (chosen) now = { ...now, agency: { id, name, district } };
    else if (answer !== undefined && AGENCY_ID.test(answer.trim())) now = { ...now, agencyId: answer.trim() };
    const again = convertSource(converted.file, layout, now);
    current = yearAsk && now.year !== undefined ? settle(again, '/year') : again;
  }
  return current;
}

/** Without what was just answered. */
function settle(converted: Converted, path: string): Converted {
  const asks = converted.asks.filter((ask) => ask.path !== path);
  return { ...converted, asks, outcome: outcomeWith(converted, asks) };
}

const outcomeWith = ({ outcome }: Converted, asks: readonly Ask[]): Converted['outcome'] =>
  outcome === 'refused' ? outcome : asks.length > 0 ? 'asks' : 'read';

async function answerCells(converted: Converted, ask: AskPerson): Promise<Converted> {
  let { document } = converted;
  const open: Ask[] = [];
  for (const one of converted.asks) {
    if (document === null) break;
    const { cells = [] } = one;
    if (one.path === '/nil') {
      const answer = await ask(pose(converted.file, one, '确认零报告 confirm [y/N]'));
      if (/^\s*(?:y|yes|是)\s*$/i.test(answer ?? '')) document = { ...document, nil: true };
      else open.push(one);
    } else if (one.path === '/edition') {
      await ask(pose(converted.file, one, '回车继续 Enter goes on'));
    } else {
      const left: string[] = [];
      for (const row of groupByRow(cells)) {
        const values = await askForValues(converted, one, row, ask);
        if (values) document = answerAsk(document, row, values);
        else left.push(...row);
      }
      if (left.length > 0 || cells.length === 0)
        open.push(cells.length === 0 ? one : { ...one, cells: left });
    }
  }
  return { ...converted, document, asks: open, outcome: outcomeWith(converted, open) };
}

/** Until it is an answer, or empty: then the cells stay open. */
async function askForValues(
  { file, edition }: Converted,
  one: Ask,
  row: readonly string[],
  ask: AskPerson,
): Promise<readonly (number | string)[] | undefined> {
  const wanted = row.map((path) => path.split('/').at(-1)).join(' ');
  let question = pose(file, one, wanted);
  for (;;) {
    const read = readAnswer(one, await ask(question), row, edition);
    if (read.kind === 'values') return read.values;
    if (read.kind === 'left') return undefined;
    question = `  ${showControls(read.why)}\n  ${wanted}: `;
  }
}

/** Cells of a row are asked for together. */
function groupByRow(cells: readonly string[]): readonly (readonly string[])[] {
  const rows = new Map<string, string[]>();
  for (const path of cells) {
    const row = path.slice(0, path.lastIndexOf('/'));
    rows.set(row, [...(rows.get(row) ?? []), path]);
  }
  return [...rows.values()];
}

function pose(file: string, one: Ask, wanted: string): string {
  const { path, candidates = [] } = one;
  const lines = [
    `${file} ${path}`,
    ...describeAsk(one).map((line) => `  ${line}`),
    ...candidates.map((values, i) => `  #${i + 1}  ${values.join(' ')}`),
  ];
  return `${lines.map(showControls).join('\n')}\n  ${wanted}: `;
}

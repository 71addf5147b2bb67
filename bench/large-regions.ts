/**
 * The largest region's page, and the answer to programs: a district of 4 000 agencies. Bytes before they are packed; processor
 * time of this process, so that the engine's is not in it.
 */
import type { Connection } from '../shared/adapters/clients.ts';
import { makeInstant } from '../shared/domain/basics/calendar.ts';
import { buildAssets } from '../web/build.ts';
import { compare, groupDigits, roundFigure, type Report } from './measure.ts';
import { loadApps } from './page.ts';
import { makeSeededTable, type Standing } from './seeded-table.ts';
import { NO_SUMMARIES } from '../test/support/refusing-table.ts';

const YEAR = 2024;
const NOW = makeInstant(Date.UTC(2025, 1, 10, 1));
const AGENCIES = 4_000;
const MOST_MS = 150;
const MOST_KB = 1_000;
const ROUNDS = 5;
let tables = 0;

const standingOf = (report: number): Standing =>
  report % 15 === 0 ? 'missing' : report % 15 === 7 ? 'returned' : report % 10 === 3 ? 'flagged' : 'accepted';

export async function benchLargeRegions(
  report: Report,
  dynamodb: Connection,
  agencies = AGENCIES,
): Promise<void> {
  const tableName = `large-${process.pid}-${++tables}`;
  const size = { provinces: 1, cities: 1, districts: 1, agencies };
  const { table, spec } = await makeSeededTable(dynamodb, size, YEAR, tableName, standingOf);
  const { createApp } = await loadApps();
  const app = createApp({
    table,
    bucket: { archived: () => Promise.resolve(undefined), receipt: () => Promise.resolve(undefined) },
    summaries: NO_SUMMARIES,
    now: () => NOW,
    version: 'bench',
    store: tableName,
    assets: await buildAssets(),
    connection: undefined,
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  const [district] = spec.districts;
  if (!district) throw new Error('the bench has no district');
  const addresses = {
    "a district's page": `/regions/${district.code}/years/${YEAR}?`,
    'a page of its agencies': `/regions/${district.code}/years/${YEAR}?agenciesFrom=2001&`,
    "a district's answer to programs": `/api/v1/regions/${district.code}/years/${YEAR}?`,
    "a district's compliance page": `/compliance/${district.code}/${YEAR}?`,
    "a district's compliance, to programs": `/api/v1/compliance/${district.code}/${YEAR}?`,
  };
  for (const [what, address] of Object.entries(addresses)) {
    let bytes = 0;
    let asked = 0;
    const { subjectMs, subjectWallMs } = await compare(
      ROUNDS,
      async () => {
        // Another address of the same page is none that is kept.
        const response = await app.request(`${address}utm_source=${++asked}`);
        const text = await response.text();
        if (response.status !== 200) throw new Error(`${address} answered ${response.status}: ${text}`);
        bytes = Buffer.byteLength(text);
      },
      () => undefined,
    );
    report({
      what: `server time of ${what} (${groupDigits(agencies)} agencies), made anew`,
      value: subjectMs.median,
      unit: ' ms',
      spread: subjectMs,
      target: { atMost: MOST_MS },
      detail: `${roundFigure(subjectWallMs.median)} ms on the clock, DynamoDB's time included`,
    });
    report({ what: `${what}, unpacked`, value: bytes / 1000, unit: ' kB', target: { atMost: MOST_KB } });
  }
}

/**
 * What an office's desk costs: a city's in requests, read units and time, and a province's, which has its rows in pages. Every
 * fifteenth report is missing, as many are returned; of every agency two things are noted or done.
 */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { NationSize } from '../generator/nation.ts';
import type { Connection } from '../shared/adapters/clients.ts';
import { storedActCodec } from '../shared/contracts/table/act-codec.ts';
import { makeInstant, tellChinaDay, type Instant } from '../shared/domain/basics/calendar.ts';
import { tellLevel, type RegionLevel } from '../shared/domain/basics/region.ts';
import type { Act } from '../shared/domain/standing/acts/act.ts';
import { storeAct } from '../shared/domain/standing/acts/stored-act.ts';
import { readDesk } from '../shared/pipeline/read-desk.ts';
import { countCapacity } from './consumed-capacity.ts';
import { groupDigits, roundFigure, type Report } from './measure.ts';
import { makeSeededTable, type SeededTable, type Standing } from './seeded-table.ts';

/** A province of 14 cities of 10 districts of 27 agencies; each city has as many of its own. */
const SIZE: NationSize = { provinces: 1, cities: 14, districts: 10, agencies: 27 };
const YEAR = 2024;
const AT: Instant = makeInstant(Date.UTC(2025, 1, 10, 1));
const NOTED: Instant = makeInstant(Date.UTC(2025, 1, 3, 1));
const BATCH = 25;
/** As much as a day of the past may cost a city. */
const MOST_UNITS = 60;
let tables = 0;

const standingOf = (report: number): Standing =>
  report % 15 === 0 ? 'missing' : report % 15 === 7 ? 'returned' : 'accepted';

export async function benchDesk(
  report: Report,
  dynamodb: Connection,
  size: NationSize = SIZE,
): Promise<void> {
  const tableName = `desk-${process.pid}-${++tables}`;
  const seeded = await makeSeededTable(dynamodb, size, YEAR, tableName, standingOf);
  const regions = await seeded.table.regions();
  await noteAll(
    seeded,
    regions.map(({ code }) => code),
  );
  const capacity = countCapacity(seeded.client);

  async function measured(level: RegionLevel) {
    const code = regions.find((region) => tellLevel(region.code) === level)?.code ?? '';
    const [unitsBefore, before] = [capacity.total().read, capacity.requests()];
    const startedMs = performance.now();
    const desk = await readDesk(seeded.table, { code, year: YEAR, at: AT });
    const after = capacity.requests();
    const requests = Object.keys(after).map((name) => `${(after[name] ?? 0) - (before[name] ?? 0)} ${name}`);
    return {
      seconds: (performance.now() - startedMs) / 1000,
      units: capacity.total().read - unitsBefore,
      requests: requests.join(', '),
      regions: desk?.regions.length ?? 0,
      agencies: desk?.entries.length ?? 0,
    };
  }
  const city = await measured('prefecture');
  report({
    what: `read units of a city's desk (${city.regions} regions, ${city.agencies} agencies, two acts or notes of each)`,
    value: city.units,
    unit: '',
    target: { atMost: MOST_UNITS },
    detail: `${city.requests}; ${roundFigure(city.seconds)} s`,
  });
  const province = await measured('province');
  report({
    what: `read units of a province's desk by agency (${groupDigits(province.agencies)} agencies)`,
    value: province.units / Math.max(1, province.agencies),
    unit: '',
    target: { atMost: MOST_UNITS / 300 },
    detail: `${roundFigure(province.units)} in all, ${province.requests}; ${roundFigure(province.seconds)} s`,
  });
}

/** A promise and a call to every agency: they leave no trace in its year. */
async function noteAll({ client, table, tableName }: SeededTable, codes: readonly string[]): Promise<void> {
  const acts: Act[] = [];
  for (const district of codes)
    for (const { agency } of (await table.childFacts(district, YEAR)).agencies)
      for (const [i, why] of ['电话联系办公室，经办人更换，承诺本周内报送。', '电话无人接听。'].entries())
        acts.push({
          kind: 'note',
          id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
          at: NOTED,
          by: { kind: 'person', mail: 'gongkai@example.org', name: '王芳' },
          on: { district, agencyId: agency.id, year: YEAR },
          why,
          ...(i === 0 && { until: tellChinaDay(AT) }),
        });
  for (let first = 0; first < acts.length; first += BATCH)
    await client.send(
      new BatchWriteCommand({
        RequestItems: {
          [tableName]: acts
            .slice(first, first + BATCH)
            .map((act) => ({ PutRequest: { Item: storedActCodec.encode(storeAct(act)) } })),
        },
      }),
    );
}

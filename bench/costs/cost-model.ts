/** What a system costs a month, from units that were measured or are assumed, at public prices. */
import measured from './measured.json' with { type: 'json' };
import prices from './prices.json' with { type: 'json' };

/** A month of a system. */
interface Month {
  readonly name: string;
  readonly agencies: number;
  readonly years: number;
  /** Accepted or returned, corrections included. */
  readonly uploads: number;
  /** Days on which summaries are made. */
  readonly summaries: number;
  readonly requests: number;
  /** The part of the requests that the distribution answers itself. */
  readonly keptShare: number;
  /** Requests of the signed-in, and documents that are checked. */
  readonly apiRequests: number;
  readonly mails: number;
  /** On how many nights a part of the archive is made anew: in January each has something new. */
  readonly archiveNights: number;
}

const CITY = { agencies: 339, years: 7 };
const NATION = { agencies: 180_000, years: 7 };
export const MONTHS: readonly Month[] = [
  {
    ...CITY,
    name: 'city, January',
    uploads: 450,
    summaries: 30,
    requests: 300_000,
    keptShare: 0.6,
    apiRequests: 50_000,
    mails: 3000,
    archiveNights: 30,
  },
  {
    ...CITY,
    name: 'city, July',
    uploads: 5,
    summaries: 4,
    requests: 60_000,
    keptShare: 0.6,
    apiRequests: 2000,
    mails: 50,
    archiveNights: 8,
  },
  {
    ...NATION,
    name: 'nation, January',
    uploads: 240_000,
    summaries: 30,
    requests: 90_000_000,
    keptShare: 0.85,
    apiRequests: 20_000_000,
    mails: 1_500_000,
    archiveNights: 30,
  },
  {
    ...NATION,
    name: 'nation, July',
    uploads: 2500,
    summaries: 4,
    requests: 15_000_000,
    keptShare: 0.85,
    apiRequests: 500_000,
    mails: 25_000,
    archiveNights: 15,
  },
];

const NIGHTS = 30;
const KB_PER_GB = 1_000_000;
/** As the templates of a stage have them; dashboards are two, and three are free. */
const ALARM_METRICS = 220;
const CUSTOM_METRICS = 40;
const SECRETS = 3;

type Line = readonly [what: string, usd: (month: Month) => number];

const unit = (name: keyof typeof measured): number => measured[name].value;
const agencyYears = ({ agencies, years }: Month): number => agencies * years;
const pages = ({ requests, keptShare }: Month): number => requests * (1 - keptShare);

const runs = (month: Month): number =>
  month.uploads * unit('runsPerUpload') + pages(month) + month.apiRequests + agencyYears(month) / 50;

function gbSeconds(month: Month): number {
  const { uploads, summaries, agencies, apiRequests } = month;
  return (
    uploads * unit('functionGbSecondsPerUpload') +
    NIGHTS * agencyYears(month) * unit('nightGbSecondsPerAgencyYear') +
    month.archiveNights * agencyYears(month) * unit('archiveGbSecondsPerAgencyYear') +
    summaries * agencies * unit('summaryGbSecondsPerAgency') +
    (pages(month) + apiRequests) * unit('functionGbSecondsPerPage')
  );
}

function readUnits(month: Month): number {
  const { uploads, summaries, agencies, apiRequests } = month;
  return (
    uploads * unit('readUnitsPerUpload') +
    NIGHTS * agencyYears(month) * unit('nightReadUnitsPerAgencyYear') +
    month.archiveNights * agencyYears(month) * unit('archiveReadUnitsPerAgencyYear') +
    summaries * agencies * unit('summaryReadUnitsPerAgency') +
    (pages(month) + apiRequests) * unit('readUnitsPerPage')
  );
}

const LINES: readonly Line[] = [
  [
    'Lambda: runs, memory × duration',
    (month) => runs(month) * prices.lambdaRequest + gbSeconds(month) * prices.lambdaGbSecond,
  ],
  ['DynamoDB: writes', ({ uploads }) => uploads * unit('writeUnitsPerUpload') * prices.tableWriteUnit],
  ['DynamoDB: reads (nights, summaries, pages)', (month) => readUnits(month) * prices.tableReadUnit],
  [
    'DynamoDB: stored, with restore to any second',
    (month) =>
      ((agencyYears(month) * unit('storedKbPerAgencyYear')) / KB_PER_GB) *
      (prices.tableGbMonth + prices.tableBackupGbMonth),
  ],
  [
    'S3: requests, stored versions',
    (month) =>
      month.uploads *
        (unit('bucketPutsPerUpload') * prices.bucketPut + unit('bucketGetsPerUpload') * prices.bucketGet) +
      ((agencyYears(month) * 2 * unit('documentKb')) / KB_PER_GB) * prices.bucketGbMonth,
  ],
  ['SQS', ({ uploads }) => uploads * unit('queueRequestsPerUpload') * prices.queueRequest],
  [
    'CloudFront: requests, functions, transfer',
    ({ requests, apiRequests }) =>
      (requests + apiRequests) * prices.edgeRequest +
      requests * 2 * prices.edgeFunction +
      (((requests + apiRequests) * unit('kbPerRequest')) / KB_PER_GB) * prices.edgeGb,
  ],
  ['HTTP API', ({ apiRequests }) => apiRequests * prices.apiRequest],
  [
    'WAF, where the stage has it',
    ({ requests, apiRequests }) => prices.firewallMonth + (requests + apiRequests) * prices.firewallRequest,
  ],
  ['Mails', ({ mails }) => mails * prices.mail],
  [
    'Logs, metrics, alarms, secrets, keys',
    (month) =>
      ((runs(month) * unit('logKbPerRun')) / KB_PER_GB) * prices.logGb +
      ALARM_METRICS * prices.alarmMetricMonth +
      CUSTOM_METRICS * prices.metricMonth +
      SECRETS * prices.secretMonth +
      prices.keyMonth,
  ],
];

/** Each line's costs in each month, in US dollars. */
export const computeCosts = (): readonly { readonly what: string; readonly usd: readonly number[] }[] =>
  LINES.map(([what, usd]) => ({ what, usd: MONTHS.map(usd) }));

const money = (usd: number): string => (usd < 0.005 ? '0' : usd < 10 ? usd.toFixed(2) : usd.toFixed(0));
const count = (number: number): string => number.toLocaleString('en-US').replaceAll(',', ' ');
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');

/** As docs/costs.md has it. */
export function describeCosts(): string {
  const names = MONTHS.map(({ name }) => name);
  const costs = computeCosts();
  const sums = MONTHS.map((_, i) => costs.reduce((sum, { usd }) => sum + (usd[i] ?? 0), 0));
  const facts: readonly (readonly [string, (month: Month) => string])[] = [
    ['agencies', ({ agencies }) => count(agencies)],
    ['report years', ({ years }) => String(years)],
    ['uploads', ({ uploads }) => count(uploads)],
    ['days with summaries', ({ summaries }) => String(summaries)],
    ['public requests', ({ requests }) => count(requests)],
    ['of these answered by CloudFront itself', ({ keptShare }) => `${keptShare * 100}%`],
    ['requests of the signed-in and of programs', ({ apiRequests }) => count(apiRequests)],
    ['mails', ({ mails }) => count(mails)],
    ['nights in which a part of the archive is made anew', ({ archiveNights }) => String(archiveNights)],
  ];
  return [
    `Prices of ${prices.region} as they were published by ${prices.asOf}, without any free tier; those of Lambda, DynamoDB and CloudFront were compared with pages that tell them (2026-11-30), the others are written down from memory: check them before you count on them (\`bench/costs/prices.json\`).`,
    table(
      ['US dollars a month', ...names],
      [
        ...costs.map(({ what, usd }) => [what, ...usd.map(money)]),
        ['**together**', ...sums.map((sum) => `**${money(sum)}**`)],
      ],
    ),
    'What is assumed of a month:',
    table(
      ['a month', ...names],
      facts.map(([what, tell]) => [what, ...MONTHS.map(tell)]),
    ),
    'What each thing takes:',
    table(
      ['unit', 'value', 'how it is known'],
      Object.entries(measured).map(([name, { value, from, says }]) => [
        `\`${name}\`: ${says}`,
        String(value),
        from,
      ]),
    ),
  ].join('\n\n');
}

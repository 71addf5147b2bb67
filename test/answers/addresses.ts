/** Which addresses are asked: derived from what the system itself answers, so that whatever it names is asked for. */
import { readdirSync } from 'node:fs';
import { NATION } from '../../shared/domain/basics/region.ts';

/** Answers what an address says, as JSON. */
type ReadJson = (address: string) => Promise<unknown>;

interface Named {
  readonly regions: readonly string[];
  readonly agencies: readonly string[];
}

const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
/** One of each edition of the form. */
const FORM_YEARS = [2020, 2025];
/** Before the corrections of the newest year had come. */
const AS_OF = '2026-02-10';
/** A nation, a city, a district and what was published. */
const WHOLE_REGIONS = [NATION, '450200', '450205', '350128'];
const REGION_TABLES = [
  'agencies',
  'consolidated',
  'regions',
  'form',
  'chart-agencies',
  'chart-regions',
  'chart-applicants',
  'chart-disputes',
  'chart-outcomes',
  'chart-proactive',
  'chart-reasons-refused',
  'chart-received',
];
/** Those whose forms are taken along in every format: a planted flaw, a published report of each edition, a whole region. */
const FORMS = [
  '350128-zrzyst/years/2020',
  '350128-zrzyst/years/2023',
  '450200-zrzy/years/2025',
  '450205-hz/years/2025',
];
const LISTS = ['missing', 'returned', 'late', 'flagged'];
const SEARCHED = ['公安', 'zrzy', '450205', '平潭', '没有'];
const COMPARED = ['disclosureRate', 'received'];
/** Asked in vain, or wrongly. */
const REFUSED = [
  '/api/v1/regions/999999/years/2024',
  '/api/v1/regions/45/years/2024',
  '/api/v1/regions/450205/years/1999',
  '/api/v1/regions/450205/years/2025?asOf=soon',
  '/api/v1/regions/450205/years/2024?colour=red',
  '/api/v1/agencies/nobody/years/2024',
  '/api/v1/agencies/450200-zrzy/years/2025/submissions/none',
  '/api/v1/nothing',
  '/regions/450205/years/2025/tables/nothing.csv',
];

/** The regions and agencies that the answers about the nation, and about all below it, name. */
export async function findNamed(read: ReadJson): Promise<Named> {
  const regions = new Set<string>([NATION]);
  const agencies = new Set<string>();
  for (const code of regions)
    for (const year of YEARS) {
      const { children = [] } = (await read(`/api/v1/regions/${code}/years/${year}`)) as {
        children?: { kind: 'agency' | 'region'; id: string }[];
      };
      for (const { kind, id } of children) (kind === 'region' ? regions : agencies).add(id);
    }
  return { regions: [...regions].sort(), agencies: [...agencies].sort() };
}

/** Every submission that the agencies' answers list, and what differs between those of one year. */
export async function findSubmissions(read: ReadJson, { agencies }: Named): Promise<string[]> {
  const found: string[] = [];
  for (const id of agencies)
    for (const year of YEARS) {
      const address = `/api/v1/agencies/${id}/years/${year}`;
      const { submissions = [] } = (await read(address)) as { submissions?: { submissionId: string }[] };
      found.push(...submissions.map(({ submissionId }) => `${address}/submissions/${submissionId}`));
      if (submissions.length > 1) found.push(`${address}/diff`);
    }
  return found;
}

export const listAddresses = ({ regions, agencies }: Named): string[] => [
  '/api/v1/health',
  '/api/v1/rules',
  '/api/v1/openapi.json',
  ...['2019', '2021'].map((edition) => `/schemas/report-${edition}.schema.json`),
  ...regions.flatMap(listRegionAddresses),
  ...agencies.flatMap(listAgencyAddresses),
  ...FORMS.flatMap((form) => ['json', 'xlsx', 'docx'].map((format) => `/agencies/${form}/form.${format}`)),
  ...SEARCHED.map((q) => `/api/v1/search?q=${encodeURIComponent(q)}`),
  ...COMPARED.flatMap((measure) =>
    ['side.csv', 'years.csv', 'years.xlsx'].map(
      (file) => `/compare/tables/${file}?measure=${measure}&year=2024&with=450200&with=450205&with=350128`,
    ),
  ),
  ...REFUSED,
];

/** What each region answers of its years; of some, all that can be asked for. */
function listRegionAddresses(code: string): string[] {
  const isWhole = WHOLE_REGIONS.includes(code);
  const yearly = (isWhole ? FORM_YEARS : [2025]).flatMap((year) => [
    `/api/v1/regions/${code}/years/${year}.csv`,
    `/api/v1/compliance/${code}/${year}`,
    ...(isWhole ? [`/compliance/${code}/${year}.csv`] : []),
  ]);
  return [
    `/api/v1/regions/${code}/series?from=2019&to=2025`,
    ...YEARS.map((year) => `/api/v1/regions/${code}/years/${year}`),
    ...yearly,
    ...(isWhole ? [...listPastAddresses(code), ...listTables(code)] : []),
  ];
}

const listPastAddresses = (code: string): string[] => [
  `/api/v1/regions/${code}/years/2025?asOf=${AS_OF}`,
  `/api/v1/regions/${code}/years/2025.csv?asOf=${AS_OF}`,
  `/api/v1/regions/${code}/years/2025?limit=2`,
  `/api/v1/compliance/${code}/2025?asOf=${AS_OF}`,
  `/api/v1/compliance/${code}/2025?asOf=${AS_OF}&since=2026-01-20`,
  `/api/v1/compliance/${code}/2025?consolidated=with`,
  `/compliance/${code}/2025.csv?asOf=${AS_OF}`,
];

function listTables(code: string): string[] {
  const addresses = FORM_YEARS.flatMap((year) =>
    REGION_TABLES.map((table) => `/regions/${code}/years/${year}/tables/${table}.csv`),
  );
  if (code !== '450205') return addresses;
  const lists = LISTS.map((list) => `/api/v1/compliance/${code}/2025?list=${list}`);
  const other = ['xlsx', 'json', 'csv?lang=en', `csv?asOf=${AS_OF}`].flatMap((format) =>
    REGION_TABLES.map((table) => `/regions/${code}/years/2025/tables/${table}.${format}`),
  );
  const consolidated = FORM_YEARS.map((year) => `/regions/${code}/years/${year}/consolidated.docx`);
  return [...addresses, ...lists, ...other, ...consolidated];
}

function listAgencyAddresses(id: string): string[] {
  return [
    ...['years', 'chart-received'].map((table) => `/agencies/${id}/tables/${table}.csv`),
    ...YEARS.map((year) => `/api/v1/agencies/${id}/years/${year}`),
    `/api/v1/agencies/${id}/years/2025?asOf=${AS_OF}`,
    ...FORM_YEARS.map((year) => `/agencies/${id}/years/${year}/form.csv`),
  ];
}

/** Documents that are checked without being filed, by name. */
export const PUBLISHED = new URL('../../demonstration/published/', import.meta.url);
export const listDocuments = (): string[] => readdirSync(PUBLISHED).filter((name) => name.endsWith('.json'));

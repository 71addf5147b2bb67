/** Every public address of the site and its downloads over a scene, each asked in both languages, now and as of a day. */
import type { Hono } from 'hono';
import { createDownloads } from '../../web/downloads/app.ts';
import { createApp } from '../../web/app.tsx';
import type { WebDeps } from '../../web/ports.ts';
import { unzipSync } from 'fflate';

/** What stands for the parameters of routes. */
export interface Places {
  readonly regions: readonly string[];
  readonly agencies: readonly string[];
  readonly years: readonly number[];
  readonly asOf: string;
  /** By agency and year, for addresses of one version. */
  readonly submissions: readonly {
    readonly id: string;
    readonly year: number;
    readonly submissionId: string;
  }[];
  /** Two versions of one year. */
  readonly compared?:
    { readonly id: string; readonly year: number; readonly from: string; readonly to: string } | undefined;
  /** What somebody searches for. */
  readonly words: readonly string[];
}

export interface Answer {
  readonly route: string;
  readonly address: string;
  readonly status: number;
  /** Heads and body; of a packed file all of its parts. */
  readonly text: string;
}

const SUMMED = ['agencies', 'form', 'years'];
const FURTHER = ['path', 'reasons-refused'];

/** Concrete paths of a route, with what it may be asked for; a route that it does not know is none. */
function fill(route: string, places: Places): readonly string[] | undefined {
  const { regions, agencies, years, submissions, compared, words } = places;
  const each = (path: string): string[] => {
    if (path.endsWith('/history'))
      return [
        ...agencies.flatMap((id) =>
          years.map((year) => path.replace(':id', id).replace(':year', String(year))),
        ),
        ...(compared === undefined
          ? []
          : [
              `${path.replace(':id', compared.id).replace(':year', String(compared.year))}?from=${compared.from}&to=${compared.to}`,
            ]),
      ];
    if (path.includes(':submissionId'))
      return submissions.map(({ id, year, submissionId }) =>
        path.replace(':id', id).replace(':year', String(year)).replace(':submissionId', submissionId),
      );
    let paths = [path];
    const put = (name: string, values: readonly (string | number)[]): void => {
      paths = paths.flatMap((one) =>
        one.includes(name) ? values.map((value) => one.replace(name, String(value))) : [one],
      );
    };
    put(':code', regions);
    put(':id', agencies);
    put(
      ':year{.+\\.csv}',
      years.map((year) => `${year}.csv`),
    );
    put(':year', years);
    put(
      ':file{[^/]+\\.csv}',
      years.map((year) => `${year}.csv`),
    );
    put(
      ':file{[a-z-]+\\.(csv|xlsx|json)}',
      (path.includes('/figures/') ? FURTHER : SUMMED).flatMap((table) =>
        ['csv', 'xlsx', 'json'].map((format) => `${table}.${format}`),
      ),
    );
    put(':file{form\\.(csv|xlsx|json|docx)}', ['form.csv', 'form.xlsx', 'form.json', 'form.docx']);
    put(':file{(side|years)\\.(csv|xlsx|json)}', ['side.csv', 'years.csv', 'side.json']);
    put(':file{(functions|agencies|regions|reasons)\\.(csv|xlsx|json)}', [
      'functions.csv',
      'agencies.xlsx',
      'reasons.json',
    ]);
    put(':file{(scores|facts)\\.(csv|xlsx|json)}', ['facts.csv', 'facts.xlsx', 'facts.json']);
    put(':file{(agencies\\.(csv|xlsx)|changes\\.xlsx|notice\\.docx)}', [
      'agencies.xlsx',
      'agencies.csv',
      'changes.xlsx',
      'notice.docx',
    ]);
    return paths;
  };
  const beside = `?measure=received&year=${years.at(-1)}&with=${agencies[0]}`;
  const asked: Readonly<Record<string, readonly string[]>> = {
    '/search': words.map((word) => `?q=${encodeURIComponent(word)}`),
    '/api/v1/search': words.map((word) => `?q=${encodeURIComponent(word)}`),
    '/compare': [beside],
    '/compare/tables/:file{(side|years)\\.(csv|xlsx|json)}': [beside],
    '/file': agencies.flatMap((id) => years.map((year) => `?agency=${id}&year=${year}`)),
    '/regions/:code/years/:year': ['', '?kind=department'],
    '/agencies/:id/years/:year': ['', '?previous=1'],
    '/compliance/:code/:year': ['', '?list=missing', '?list=flagged', '?list=returned'],
    '/api/v1/compliance/:code/:year': ['', '?list=missing&limit=10', '?list=flagged'],
    '/api/v1/regions/:code/series': ['', '?from=2023&to=2024'],
  };
  const paths = each(route);
  if (paths.some((path) => /[:{]/.test(path))) return undefined;
  return paths.flatMap((path) => (asked[route] ?? ['']).map((query) => `${path}${query}`));
}

/** Files of the build, what belongs to no agency, and what a night makes (`archive.test.ts` holds its columns). */
const STATIC = [
  ...['/assets/:name', '/schemas/:name'],
  ...['/downloads/parts/:part', '/api/v1/archive', '/api/v1/archive/:part', '/api/v1/archive/:part/:file'],
];
/** Pages that know no past, and no language in their address. */
const NOW_ONLY = ['/search', '/file', '/check', '/rules', '/api', '/api/v1/search', '/api/v1/health', '/api/v1/rules', '/api/v1/openapi.json', '/api/v1/connection']; // prettier-ignore

export async function walkAnswers(
  deps: WebDeps,
  places: Places,
): Promise<{ readonly answers: readonly Answer[]; readonly unfilled: readonly string[] }> {
  const answers: Answer[] = [];
  const unfilled: string[] = [];
  const apps = [createApp(deps), createDownloads(deps)] as readonly Pick<Hono, 'routes' | 'request'>[];
  for (const app of apps) {
    const routes = new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
    for (const route of routes) {
      if (STATIC.includes(route)) continue;
      const addresses = fill(route, places);
      if (!addresses) unfilled.push(route);
      for (const address of addresses ?? [])
        for (const more of NOW_ONLY.includes(route)
          ? ['', 'lang=en']
          : ['', 'lang=en', `asOf=${places.asOf}`])
          answers.push(await ask(app, route, more === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${more}`)); // prettier-ignore
    }
  }
  return { answers, unfilled };
}

async function ask(app: Pick<Hono, 'request'>, route: string, address: string): Promise<Answer> {
  const response = await app.request(address);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const decoder = new TextDecoder();
  const body = isPacked
    ? Object.values(unzipSync(bytes)).map((part) => decoder.decode(part)).join('\n') // prettier-ignore
    : decoder.decode(bytes);
  const heads = [...response.headers].map((head) => head.join(': ')).join('\n');
  return { route, address, status: response.status, text: `${heads}\n${body}` };
}

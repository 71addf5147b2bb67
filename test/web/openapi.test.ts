import { Validator } from '@seriousme/openapi-schema-validator';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod/mini';
import {
  agencyYearSchema,
  complianceListSchema,
  complianceSchema,
  diffSchema,
  healthSchema,
  problemSchema,
  regionYearSchema,
  rulesSchema,
  searchSchema,
  seriesSchema,
  verdictSchema,
} from '../../shared/contracts/api/api-answers.ts';
import { connectionSchema } from '../../shared/contracts/api/connection.ts';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { reportSchema } from '../../shared/domain/document/report-schema.ts';
import { EXAMPLES_FILE, examplesText } from '../../web/api/examples-text.ts';
import { OPERATIONS } from '../../web/api/operations.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { createOffice } from '../../web/office/app.ts';
import type { OfficeDeps } from '../../web/office/ports.ts';
import { schemaPath } from '../../web/site/schemas.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

interface Description {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, { readonly parameters: { readonly name: string }[] }>>;
  readonly components: { readonly schemas: Record<string, object> };
}
async function description(): Promise<Description> {
  return (await (await scene.app.request('/api/v1/openapi.json')).json()) as Description;
}

describe('/api/v1/openapi.json', () => {
  it('is an OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    for (const edition of EDITIONS) await validator.addSpecRef(reportSchema(edition), schemaPath(edition));
    const { valid, errors } = await validator.validate({ ...(await description()) });
    expect(errors).toBeUndefined();
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('is found wanting by the same validator where a part is wrong', async () => {
    const { paths, ...rest } = await description();
    const spoilt = { ...rest, paths: { ...paths, 'no-slash': { get: { responses: 7 } } } };
    expect((await new Validator().validate(spoilt)).valid).toBe(false);
  });

  it('leads nowhere that is not there', async () => {
    const document = await description();
    const { schemas } = document.components;
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    expect(references.length).toBeGreaterThan(20);
    for (const to of new Set(references)) {
      if (to.startsWith('/schemas/')) expect((await scene.app.request(to)).status).toBe(200);
      else expect(Object.keys(schemas)).toContain(to.replace('#/components/schemas/', ''));
    }
  });

  it('tells of the address of the day where an instant may lead there', async () => {
    const { paths } = await description();
    for (const [path, { get }] of Object.entries(paths)) {
      const { parameters = [], responses = {} } = (get ?? {}) as {
        readonly parameters?: readonly { readonly name: string }[];
        readonly responses?: Record<string, { readonly headers?: object }>;
      };
      const isLed = parameters.some(({ name }) => name === 'asOf');
      expect([path, Object.keys(responses['307']?.headers ?? {})]).toEqual([path, isLed ? ['Location'] : []]);
    }
  });

  it('describes every route of the API, and none that is not there', async () => {
    const office = createOffice({} as Partial<OfficeDeps> as OfficeDeps);
    const downloads = createDownloads(scene.deps);
    const routes = [...scene.app.routes, ...downloads.routes, ...office.routes]
      // What a portal embeds is told beside the JSON that says the same.
      .filter(
        ({ path, method }) =>
          path.startsWith('/api/v1/') && method !== 'ALL' && !/\.(html|csv\}?)$/.test(path),
      )
      .map(({ path, method }) => `${method} ${path.replace(/:(\w+)(?:\{[^/]*\})?/g, '{$1}')}`);
    const described = Object.entries((await description()).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual([...new Set(routes)].sort());
  });

  it('names the parameters of each path', async () => {
    for (const [path, methods] of Object.entries((await description()).paths))
      for (const { parameters } of Object.values(methods))
        for (const [, name] of path.matchAll(/\{(\w+)\}/g))
          expect(parameters.map((parameter) => parameter.name)).toContain(name);
  });
});

const SCHEMAS: [string, z.ZodMiniType, RequestInit?][] = [
  ['/health', healthSchema],
  ['/rules', rulesSchema],
  ['/connection', connectionSchema],
  ['/search?q=%E6%9F%B3%E5%8C%97', searchSchema],
  ['/search', searchSchema],
  ...['000000', '450000', '450200', DISTRICT].flatMap((code): [string, z.ZodMiniType][] => [
    ...[2019, 2020, 2023, 2024, 2025].map((year): [string, z.ZodMiniType] => [
      `/regions/${code}/years/${year}`,
      regionYearSchema,
    ]),
    [`/regions/${code}/series`, seriesSchema],
    [`/compliance/${code}/2024`, complianceSchema],
  ]),
  [`/regions/${DISTRICT}/years/2024?asOf=2025-02-01T00:00:00Z`, regionYearSchema],
  [`/regions/${DISTRICT}/years/2024?limit=3`, regionYearSchema],
  ['/compliance/450200/2024?list=returned', complianceListSchema],
  ['/compliance/450200/2024?list=accepted&limit=2', complianceListSchema],
  ['/compliance/450200/2023?asOf=2024-02-01', complianceSchema],
  ...[
    'accepted-ju',
    'late-ju',
    'flagged-ju',
    'returned-ju',
    'missing-ju',
    'nil-ju',
    'corrected-ju',
    'unreadable-ju',
    'partly-ju',
    'merged-ju',
    'hostile-ju',
    'whole-qu',
  ].map((id): [string, z.ZodMiniType] => [`/agencies/${id}/years/2024`, agencyYearSchema]),
  ['/agencies/corrected-ju/years/2024/diff', diffSchema],
  ['/validate', verdictSchema, { method: 'POST', body: '[1, 2]' }],
];

describe('answers', () => {
  it.each(SCHEMAS)('%s is as described, and has nothing that is not', async (path, schema, init) => {
    const response = await scene.app.request(`/api/v1${path}`, init);
    expect(response.status).toBe(200);
    const answer: unknown = await response.json();
    // Parsing leaves out what the schema does not know.
    expect(schema.parse(answer)).toEqual(answer);
  });

  it.each(['/nothing', '/regions/45/years/2024', '/agencies/nobody/years/2024'])(
    '%s is answered with a problem as described',
    async (path) => {
      const problem: unknown = await (await scene.app.request(`/api/v1${path}`)).json();
      expect(problemSchema.parse(problem)).toEqual(problem);
    },
  );
});

describe('examples', () => {
  it('are what the code answers: node web/api/write.ts', async () => {
    const kept = await readFile(new URL(`../../web/api/${EXAMPLES_FILE}`, import.meta.url), 'utf8');
    expect(kept).toBe(await examplesText());
  });

  it('are as described', async () => {
    const examples = JSON.parse(await examplesText()) as Record<string, unknown>;
    for (const { id, answers } of OPERATIONS)
      if (answers[0]) expect([id, answers[0].parse(examples[id])]).toEqual([id, examples[id]]);
  });
});

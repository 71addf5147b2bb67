/** What the distribution's edge makes of a request before its cache is asked: run as it stands in the template. */
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEdgeCode, makeResponseCode } from '../../cdk/edge/edge-code.ts';
import { API_PARAMETERS, FILE_PARAMETERS, PAGE_PARAMETERS } from '../../shared/contracts/site-parameters.ts';
import { EDGE_ROUTES } from '../../shared/contracts/edge-routes.ts';
import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { Hono } from 'hono';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { leadToDay } from '../../web/http/lead-to-day.ts';
import { allowStale } from '../../web/http/stale-answers.ts';
import { langOfHeader, langOfTag } from '../../web/texts/language.ts';
import { ofType, synthesise } from '../support/synthesised.ts';

const stacks = synthesise();
const NOW = makeInstant(Date.UTC(2025, 5, 1));

interface Value {
  readonly value: string;
  readonly multiValue?: readonly Value[];
}
interface Request {
  readonly uri: string;
  readonly querystring: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, Value>>;
  readonly cookies: Readonly<Record<string, Value>>;
}

const handle = runInNewContext(`${makeEdgeCode()};handler`) as (event: { request: Request }) => Request;
/** Through JSON: what is made in another context has other prototypes. */
function normalise({ uri = '/', querystring = {}, headers = {}, cookies = {} }: Partial<Request>): Request {
  const request = { uri, querystring, headers: { host: { value: 'gouji.example.cn' }, ...headers }, cookies };
  return JSON.parse(JSON.stringify(handle({ request }))) as Request;
}
const wished = (header: string): string | undefined =>
  normalise({ headers: { 'accept-language': { value: header } } }).headers['accept-language']?.value;

describe('the template', () => {
  it('has this code at every address whose answers are kept, and it is no longer than CloudFront takes', () => {
    expect(Buffer.byteLength(makeEdgeCode())).toBeLessThan(10_000);
    const functions = ofType(stacks, 'AWS::CloudFront::Function').filter(([id]) =>
      id.includes('NormaliseRequest'),
    );
    for (const [, { Properties }] of functions) expect(Properties['FunctionCode']).toBe(makeEdgeCode());
    const settling = ofType(stacks, 'AWS::CloudFront::Function').filter(([id]) =>
      id.includes('SettleResponse'),
    );
    expect(settling).toHaveLength(functions.length);
    for (const [, { Properties }] of settling) expect(Properties['FunctionCode']).toBe(makeResponseCode());
    const distributions = ofType(stacks, 'AWS::CloudFront::Distribution');
    expect(distributions).toHaveLength(functions.length);
    for (const [, { Properties }] of distributions) {
      const { DefaultCacheBehavior, CacheBehaviors } = Properties['DistributionConfig'] as {
        readonly DefaultCacheBehavior: { readonly FunctionAssociations?: unknown[] };
        readonly CacheBehaviors: readonly {
          readonly PathPattern: string;
          readonly FunctionAssociations?: unknown[];
        }[];
      };
      expect(DefaultCacheBehavior.FunctionAssociations).toMatchObject([
        { EventType: 'viewer-request' },
        { EventType: 'viewer-response' },
      ]);
      const withCode = CacheBehaviors.filter(({ FunctionAssociations }) => FunctionAssociations);
      expect(withCode.map(({ PathPattern }) => PathPattern).sort()).toEqual([...DOWNLOAD_PATHS].sort());
    }
  });
});

describe('the distribution', () => {
  it('asks the functions that one machine’s edge asks, in the same order, by doors of the same kind', () => {
    for (const [, { Properties }] of ofType(stacks, 'AWS::CloudFront::Distribution')) {
      const { CacheBehaviors, DefaultCacheBehavior } = Properties['DistributionConfig'] as {
        readonly CacheBehaviors: readonly {
          readonly PathPattern: string;
          readonly AllowedMethods: string[];
        }[];
        readonly DefaultCacheBehavior: { readonly AllowedMethods: string[] };
      };
      const takesBodies = ({ AllowedMethods }: { readonly AllowedMethods: string[] }) =>
        AllowedMethods.includes('POST');
      expect(CacheBehaviors.map((one) => [one.PathPattern, takesBodies(one)])).toEqual(
        EDGE_ROUTES.map(({ path, door }) => [path, door === 'api']),
      );
      expect(takesBodies(DefaultCacheBehavior)).toBe(false);
    }
  });
});

describe('parameters', () => {
  it('are kept where some route knows them, with all of their values', () => {
    for (const [uri, names] of Object.entries({ ...PAGE_PARAMETERS, ...FILE_PARAMETERS, ...API_PARAMETERS }))
      for (const name of names.filter((one) => one !== 'lang')) {
        const querystring = { [name]: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } };
        expect(normalise({ uri, querystring }).querystring, uri).toEqual(querystring);
      }
  });

  it('make one key in whatever order they stand', () => {
    const one = normalise({ querystring: { year: { value: '2024' }, asOf: { value: '2025-01-31' } } });
    const other = normalise({ querystring: { asOf: { value: '2025-01-31' }, year: { value: '2024' } } });
    expect(JSON.stringify(other.querystring)).toBe(JSON.stringify(one.querystring));
  });

  it('that messengers append are left out; of those that nobody knows one name is left, for the site to tell of', () => {
    const value = { value: 'x' };
    expect(normalise({ querystring: { utm_source: value, spm: value } }).querystring).toEqual({});
    expect(normalise({ querystring: { from: value } }).querystring).toEqual({});
    expect(normalise({ querystring: { zz: value, aa: value, year: value } }).querystring).toEqual({
      aa: { value: '' },
      year: value,
    });
    for (const name of ['x1', 'x1000', 'a-name-that-nobody-means'])
      expect(normalise({ querystring: { [name]: value } }).querystring).toEqual({ unknown: { value: '' } });
  });

  it('of language and theme are the site’s choices or nothing', () => {
    const asked = { lang: { value: 'en-GB' }, theme: { value: 'dark' } };
    expect(normalise({ querystring: asked }).querystring).toEqual({
      lang: { value: 'en' },
      theme: { value: 'dark' },
    });
    expect(normalise({ querystring: { lang: { value: 'a1' }, theme: { value: 'x' } } }).querystring).toEqual(
      {},
    );
  });

  it('have the instant that an address asked for before it was led to its day', async () => {
    const c = new Hono().get('*', (context) => leadToDay(context, NOW) ?? context.text('not led'));
    const response = await c.request('/regions/450200/years/2024?asOf=2025-03-01T10:00%2B08:00');
    const { searchParams } = new URL(response.headers.get('location') ?? '', 'https://gouji.example.cn');
    const querystring = Object.fromEntries([...searchParams].map(([name, value]) => [name, { value }]));
    expect(Object.keys(querystring)).toContain('asOf');
    expect(normalise({ querystring }).querystring).toEqual(querystring);
  });
});

describe('the language', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh;q=0.3,en;q=0.7', 'en'],
    ['zh;q=0, fr', undefined],
    ['fr-FR', undefined],
    ['', undefined],
  ])('of %s is %s', (header, language) => {
    expect(wished(header)).toBe(language);
  });

  it('is the one that the site itself would choose', () => {
    const tag = fc.constantFrom('zh', 'en', 'zh-TW', 'EN-us', ' en', 'fr', 'zh_CN', '', 'ZH');
    const quality = fc.constantFrom('', ';q=0', ';q=0.5', '; q=0.8', ';q=1', ';q=1.2.3', ';q=x');
    const header = fc
      .array(fc.tuple(tag, quality))
      .map((wishes) => wishes.map((one) => one.join('')).join(','));
    fc.assert(
      fc.property(header, (text) => {
        expect(langOfTag(wished(text) ?? '')).toBe(langOfHeader(text));
      }),
    );
  });
});

describe('what a reader chose', () => {
  it('is one of the site’s choices or nothing, and nothing else comes along', () => {
    const { cookies } = normalise({ cookies: { lang: { value: 'en-GB' }, theme: { value: 'dark' } } });
    expect(cookies).toEqual({ lang: { value: 'en' }, theme: { value: 'dark' } });
    const made = normalise({ cookies: { lang: { value: 'x1' }, theme: { value: 'x2' } } });
    expect(made.cookies).toEqual({});
  });
});

it('says under which name the site was asked, whatever the request says of it', () => {
  const { headers } = normalise({ headers: { 'x-forwarded-host': { value: 'evil.example' } } });
  expect(headers['x-forwarded-host']).toEqual({ value: 'gouji.example.cn' });
});

describe('an answer', () => {
  const settle = runInNewContext(`${makeResponseCode()};handler`) as (event: {
    response: { headers: Record<string, Value> };
  }) => { headers: Record<string, Value> };
  const shownToBrowser = (value: string): string | undefined =>
    settle({ response: { headers: { 'cache-control': { value } } } }).headers['cache-control']?.value;

  it('is given by CloudFront while it asks, and by no browser of its own', () => {
    const told = allowStale('public, max-age=0, s-maxage=5');
    expect(told).toBe('public, max-age=0, s-maxage=5, stale-while-revalidate=5, stale-if-error=86400');
    expect(shownToBrowser(told)).toBe('public, max-age=0, s-maxage=5, stale-if-error=86400');
    expect(shownToBrowser('private, no-store')).toBe('private, no-store');
    expect(settle({ response: { headers: {} } }).headers).toEqual({});
  });
});

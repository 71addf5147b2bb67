/** A stage in China's partition: what is not there is not asked for, and what stands in its place does the same. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SITE_ROUTES, type Answering } from '../../cdk/constructs/site-routes.ts';
import { STAGES, listMissing } from '../../cdk/stages.ts';
import { accountEnv } from '../../web/account/env.ts';
import { downloadsEnv } from '../../web/downloads/env.ts';
import { API_PARAMETERS, FILE_PARAMETERS, PAGE_PARAMETERS } from '../../shared/contracts/site-parameters.ts';
import { createEdgeRouter } from '../../shared/contracts/edge-routes.ts';
import { OFFICE_PATHS, VALIDATE_PATH } from '../../shared/contracts/wiring.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { IN_CHINA } from '../support/in-china.ts';
import { flat, ofType, synthesise, type Synthesised } from '../support/synthesised.ts';

const KNOWN = JSON.parse(readFileSync('test/fixtures/china-resource-types.json', 'utf8')) as {
  readonly types: readonly string[];
};
const stacks = synthesise([IN_CHINA]);
/** With CloudFront, for comparison. */
const elsewhere = synthesise([STAGES[0]!]);
const web = stacks.filter(({ stack }) => stack.endsWith('Web'));

const listTypes = (found: readonly Synthesised[]): string[] =>
  [...new Set(found.flatMap(({ resources }) => Object.values(resources).map(({ Type }) => Type)))].sort();
const listUnknown = (found: readonly Synthesised[]): string[] =>
  listTypes(found).filter((type) => !KNOWN.types.includes(type));
const variablesOf = (id: string): Record<string, unknown> => {
  const [[, fn] = []] = ofType(stacks, 'AWS::Lambda::Function').filter(([one]) =>
    one.includes(`/${id}Function`),
  );
  return fn?.Properties['Environment'].Variables;
};

describe('the templates', () => {
  it('ask for types alone that both regions know', () => {
    expect(listUnknown(stacks)).toEqual([]);
    expect(listTypes(stacks).length).toBeGreaterThan(20);
  });

  it('would be found out: elsewhere they ask for what is not there', () => {
    expect(listUnknown(elsewhere)).toEqual([
      'AWS::CloudFront::Function',
      'AWS::CloudFront::OriginAccessControl',
      'AWS::Lambda::Url',
    ]);
  });

  it('name no other partition, and nothing of CloudFront', () => {
    for (const stack of stacks) {
      const text = JSON.stringify(stack);
      expect([stack.stack, ...(text.match(/arn:aws:[^"]*/g) ?? [])]).toEqual([stack.stack]);
      expect([stack.stack, ...(text.match(/[^"]*cloudfront[^"]*/gi) ?? [])]).toEqual([stack.stack]);
    }
  });

  it('ask for no traces and no tags of event sources, which Lambda lacks there', () => {
    const mappings = ofType(stacks, 'AWS::Lambda::EventSourceMapping');
    expect(mappings.length).toBeGreaterThan(4);
    for (const [id, { Properties }] of mappings) expect(Properties['Tags'], id).toBeUndefined();
    for (const [id, { Properties }] of ofType(elsewhere, 'AWS::Lambda::EventSourceMapping'))
      expect(Properties['Tags'], id).toBeDefined();
    for (const [id, { Properties }] of ofType(stacks, 'AWS::Lambda::Function')) {
      expect(Properties['TracingConfig'], id).toBeUndefined();
      expect(Properties['Tags'], id).toContainEqual({ Key: 'stage', Value: 'china' });
    }
  });

  it('keep logs for longer than the six months of the Cybersecurity Law', () => {
    const kept = ofType(stacks, 'AWS::Logs::LogGroup').map(
      ([, { Properties }]) => Properties['RetentionInDays'] as number,
    );
    expect(kept.length).toBeGreaterThan(10);
    expect(Math.min(...kept)).toBeGreaterThanOrEqual(183);
  });
});

describe('what operators are told', () => {
  it('names no partition where another may be meant', () => {
    const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(20);
    for (const page of pages) expect(readFileSync(`docs/${page}`, 'utf8'), page).not.toContain('arn:aws:');
  });

  it('is that a stage there lacks what it must state, and what is not to be had there', () => {
    const { account: _, site: __, ...bare } = IN_CHINA;
    expect(listMissing({ ...bare, alarmMails: [] })).toEqual(['account', 'alarmMails', 'site']);
    const { edge: ___, ...withCloudFront } = IN_CHINA;
    const identityArn = 'arn:aws-cn:ses:cn-north-1:111122223333:identity/example.cn';
    expect(listMissing({ ...withCloudFront, mail: { from: 'a@example.cn', identityArn } })).toEqual([
      "edge: 'http-api'",
      'mail.smtp',
    ]);
    expect(listMissing(IN_CHINA)).toEqual([]);
  });
});

/** As an HTTP API chooses: the most exact route, and one that takes all of the rest last. */
function choose(path: string): Answering {
  const parts = path.split('/');
  const fits = (key: string): boolean => {
    const route = key.replace(/^ANY /, '').split('/');
    return (
      (route.at(-1) === '{proxy+}' ? parts.length >= route.length : parts.length === route.length) &&
      route.every(
        (part, i) => part === '{proxy+}' || (part.startsWith('{') ? parts[i] !== '' : part === parts[i]),
      )
    );
  };
  const exactness = (key: string): number =>
    key.split('/').filter((part) => !part.startsWith('{')).length - (key.endsWith('{proxy+}') ? 100 : 0);
  const [chosen] = SITE_ROUTES.filter(({ key }) => key !== '$default' && fits(key)).sort(
    (a, b) => exactness(b.key) - exactness(a.key),
  );
  return chosen?.answering ?? 'web';
}
const route = createEdgeRouter();
/** As the distribution chooses elsewhere. */
const chooseThere = (path: string): Answering => route(path).name;

/** One address of a pattern of the site's: `/a/:id/:file{(x|y)\\.(csv|xlsx)}` is `/a/a/x.csv`. */
const drawAddress = (pattern: string): string =>
  pattern
    .replace(/:\w+\{[^(}]*\.csv\}/, '2024.csv')
    .replace(/\{\[a-z-\]\+/g, '{agencies')
    .replace(/:\w+\{(.*)\}/, (_, inner: string) =>
      inner.replace(/\\\./g, '.').replace(/\(([^|()]+)[^()]*\)/g, '$1'),
    )
    .replace(/:year/g, '2024')
    .replace(/:code/g, '450200')
    .replace(/:\w+/g, 'a');

describe('the door', () => {
  const addresses = [
    ...Object.keys({ ...PAGE_PARAMETERS, ...FILE_PARAMETERS, ...API_PARAMETERS }).map(drawAddress),
    ...readFileSync('test/fixtures/answers.txt', 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('/') ? [new URL(line.split(' ')[0]!, 'https://a').pathname] : [])),
    ...['/', '/desk', '/desk/450200', '/audit', '/audit/export.csv', '/office/tickets/1', '/account/sign-in'],
    ...['/api/v1/login', '/api/v1/agencies/a/years/2024/acts', '/api/v1/agencies/a/upload-credentials'],
    ...['/regions/450200/years/2024/tables/agencies.csv', '/regions/450200/years/2024/consolidated.docx'],
    ...['csv', 'xlsx', 'json', 'docx'].map((format) => `/agencies/a/years/2024/form.${format}`),
    ...[FIRST_REPORT_YEAR, 2026, 2050].map((year) => `/api/v1/regions/450200/years/${year}.csv`),
    ...['/api/v1/regions/450200/years/2024', '/agencies/a/years/2024', VALIDATE_PATH],
  ];

  it('leads every address to the function that answers it elsewhere', () => {
    expect(new Set(addresses.map(chooseThere))).toEqual(new Set(['web', 'downloads', 'account', 'office']));
    expect(addresses.filter((path) => choose(path) !== chooseThere(path))).toEqual([]);
  });

  it('has the routes that this was tried with, each to its function', () => {
    const integrations = new Map(
      ofType(web, 'AWS::ApiGatewayV2::Integration').map(([id, { Properties }]) => [
        `<${id.split('/')[1]}>`,
        flat(Properties['IntegrationUri']),
      ]),
    );
    const made = ofType(web, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
      const target = flat(Properties['Target']).replace('integrations/', '');
      const [, name = ''] = /^<(\w+?)Function/.exec(integrations.get(target) ?? '') ?? [];
      return `${Properties['RouteKey']} ${name.toLowerCase()}`;
    });
    expect(made.sort()).toEqual(SITE_ROUTES.map(({ key, answering }) => `${key} ${answering}`).sort());
    // What an API may have.
    expect(made.length).toBeLessThan(300);
  });

  it('is open under the site’s name alone, over TLS, and has browsers stay there', () => {
    const [[, api] = []] = ofType(web, 'AWS::ApiGatewayV2::Api');
    expect(api?.Properties).toMatchObject({ ProtocolType: 'HTTP', DisableExecuteApiEndpoint: true });
    const [[, name] = []] = ofType(web, 'AWS::ApiGatewayV2::DomainName');
    expect(name?.Properties).toMatchObject({
      DomainName: 'gouji.example.cn',
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    });
    const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    const documented = new Set(operations.flatMap(({ responses = {} }) => Object.keys(responses)));
    expect(documented).toContain('307');
    for (const [, { Properties }] of ofType(web, 'AWS::ApiGatewayV2::Integration')) {
      expect(Properties['PayloadFormatVersion']).toBe('2.0');
      expect(Object.keys(Properties['ResponseParameters'])).toEqual(expect.arrayContaining([...documented]));
      for (const status of [...documented, '302', '303', '503'])
        expect(Properties['ResponseParameters'][status].ResponseParameters).toEqual([
          {
            Destination: 'overwrite:header.strict-transport-security',
            Source: 'max-age=31536000; includeSubDomains',
          },
        ]);
    }
    expect(Object.keys(web[0]!.outputs)).toEqual(expect.arrayContaining(['Url', 'Target']));
  });

  it('lets so many through, and fewer where each costs more', () => {
    const [[, stage] = []] = ofType(web, 'AWS::ApiGatewayV2::Stage');
    const rates = Object.fromEntries(
      Object.entries(stage?.Properties['RouteSettings'] as Record<string, Record<string, number>>).map(
        ([key, { ThrottlingRateLimit }]) => [key, ThrottlingRateLimit],
      ),
    );
    expect(rates).toMatchObject({
      'ANY /account/{proxy+}': 50,
      'ANY /api/v1/validate': 50,
      'ANY /desk': 500,
    });
    expect(Object.keys(rates)).toHaveLength(OFFICE_PATHS.length + 2);
    expect(stage?.Properties['DefaultRouteSettings']).toEqual({
      ThrottlingRateLimit: 2000,
      ThrottlingBurstLimit: 2000,
    });
    expect(stage?.Properties['AccessLogSettings'].Format).toContain('$context.status');
  });

  it('is the only one that asks the site’s functions', () => {
    const permissions = ofType(web, 'AWS::Lambda::Permission').map(
      ([, { Properties }]) => `${Properties['Principal']} ${flat(Properties['SourceArn'])}`,
    );
    expect(permissions).toHaveLength(4);
    for (const permission of permissions)
      expect(permission).toMatch(
        /^apigateway\.amazonaws\.com arn:<AWS::Partition>:execute-api:cn-northwest-1:111122223333:<SiteApi[0-9A-F]{8}>\/\*\/\*$/,
      );
  });

  it('shows functions no secret: nothing stands before them', () => {
    for (const id of ['Web', 'Account', 'Office'])
      expect(variablesOf(id)['ORIGIN_SECRET'], id).toBeUndefined();
    expect(JSON.stringify(listTypes(web))).not.toContain('CloudFront');
  });
});

describe('what is too large for an answer', () => {
  it('is kept in the bucket for a day, by the function of downloads alone', () => {
    expect(variablesOf('Downloads')['FILES_BY_LINK']).toBe('on');
    const variables = Object.entries(variablesOf('Downloads')).map(([key, value]) => [key, flat(value)]);
    expect(() => readEnv(downloadsEnv, Object.fromEntries(variables))).not.toThrow();
    const writing = ofType(stacks, 'AWS::IAM::Policy').filter(([, policy]) =>
      JSON.stringify(policy).includes('/downloads/*'),
    );
    expect(writing.map(([id]) => id.replace(/^.*\/|[0-9A-F]{8}$/g, ''))).toEqual([
      'DownloadsRoleDefaultPolicy',
    ]);
    const [, bucket] = ofType(stacks, 'AWS::S3::Bucket').find(([id]) => id.includes('/Reports'))!;
    expect(bucket.Properties['LifecycleConfiguration'].Rules).toContainEqual({
      Prefix: 'downloads/',
      ExpirationInDays: 1,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      Status: 'Enabled',
    });
  });

  it('is not kept where answers are streamed', () => {
    expect(JSON.stringify(elsewhere)).not.toMatch(/FILES_BY_LINK|downloads\/\*/);
  });
});

describe('mails', () => {
  const user = '{{resolve:secretsmanager:gouji/smtp:SecretString:user::}}';
  const password = '{{resolve:secretsmanager:gouji/smtp:SecretString:password::}}';

  it('go to the server of the stage, whose password stands in no template', () => {
    for (const id of ['SendMail', 'Account']) {
      const { MAIL_FROM, SMTP_URL } = variablesOf(id);
      expect(MAIL_FROM).toBe('公开办 <noreply@example.cn>');
      expect(flat(SMTP_URL)).toBe(`smtps://${user}:${password}@smtp.example.cn:465`);
      // As CloudFormation puts it in.
      const address = flat(SMTP_URL).replace(user, 'noreply%40example.cn').replace(password, 'a%2Fb');
      const read = readEnv(accountEnv, { TABLE_NAME: 'reports', SMTP_URL: address });
      expect(new URL(read.SMTP_URL ?? '')).toMatchObject({ username: 'noreply%40example.cn', port: '465' });
    }
    expect(JSON.stringify(ofType(stacks, 'AWS::IAM::Policy'))).not.toContain('ses:');
  });

  it('say their password after TLS alone, at whatever port', () => {
    const mail = {
      from: 'a@example.cn',
      smtp: { host: 'smtp.example.cn', port: 587, secretName: 'gouji/smtp' },
    };
    const [[, fn] = []] = ofType(synthesise([{ ...IN_CHINA, mail }]), 'AWS::Lambda::Function').filter(
      ([id]) => id.includes('/SendMailFunction'),
    );
    expect(flat(fn?.Properties['Environment'].Variables.SMTP_URL)).toBe(
      `smtp://${user}:${password}@smtp.example.cn:587/?requireTLS=true`,
    );
  });
});

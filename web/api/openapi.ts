/** The OpenAPI 3.1 document, drawn from the schemas that parse requests and describe answers. */
import * as z from 'zod/mini';
import { apiSchemas, problemSchema } from '../../shared/contracts/api/api-answers.ts';
import { ACTS_SCHEMAS } from '../../shared/contracts/api/acts-api.ts';
import { FORM_ANSWERS } from '../../shared/contracts/api/office-forms-answers.ts';
import { FORM_BODIES } from '../../shared/contracts/api/office-forms-api.ts';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import type { Text } from '../../shared/domain/basics/text.ts';
import { OFFICE_OPERATIONS, refusedSays, type OfficeOperation } from './office-operations.ts';
import {
  API_PATH,
  OPERATIONS,
  PLACED,
  errorSays,
  type Operation,
  type Parameter,
  type Status,
} from './operations.ts';
import { schemaPath } from '../site/schemas.ts';

type Json = Readonly<Record<string, unknown>>;
/** An example of each operation's answer, by its id. */
type Examples = Readonly<Record<string, unknown>>;

const both = ({ zh, en }: Text): string => `${zh} – ${en}`;

/** New fields may come: a client that refuses them would break. Formats say what their patterns repeat. */
function asPublished({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.additionalProperties;
  delete jsonSchema.readOnly;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.type === 'integer' && jsonSchema.minimum === Number.MIN_SAFE_INTEGER)
    delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const reference = (id: string): string => `#/components/schemas/${id}`;

/** What is asked for is described as it is sent: what has a default may be left out. */
const bodySchemas = z.registry<{ readonly id: string }>();

function components(): Json {
  const { schemas } = z.toJSONSchema(apiSchemas, { uri: reference, override: asPublished });
  const bodies = z.toJSONSchema(bodySchemas, { io: 'input', uri: reference, override: asPublished });
  return Object.fromEntries(
    Object.entries({ ...schemas, ...bodies.schemas }).map(([id, schema]) => [id, withoutHead(schema)]),
  );
}

function withoutHead({ $schema: _schema, $id: _id, ...schema }: Json): Json {
  return schema;
}

function referenceTo(schema: z.ZodMiniType): Json {
  const id = (apiSchemas.get(schema) ?? bodySchemas.get(schema))?.id;
  if (id === undefined) throw new TypeError('an answer of the API has no name');
  return { $ref: reference(id) };
}

const parameter = ({ name, in: where, schema, says, example }: Parameter): Json => ({
  name,
  in: where,
  required: where === 'path',
  description: both(says),
  schema: withoutHead(z.toJSONSchema(schema, { io: 'input', override: asPublished })),
  example,
});

const problem = (status: Status, headers?: Json): Json => ({
  description: both(errorSays(status)),
  ...(headers && { headers }),
  content: { 'application/problem+json': { schema: referenceTo(problemSchema) } },
});

/** Regions with others below answer an instant by its day. */
const leadOn = (parameters: readonly { readonly name: string }[]): Json =>
  parameters.some(({ name }) => name === 'asOf')
    ? { 307: problem(307, { Location: { schema: { type: 'string' } } }) }
    : {};

const ETAG = {
  ETag: {
    description: both({
      zh: '答复的版本;下次放在 If-None-Match 里',
      en: 'The answer’s version, for If-None-Match next time',
    }),
    schema: { type: 'string' },
  },
};
const LINK = {
  Link: {
    description: both({
      zh: '分页时:下一页和第一页(RFC 8288)',
      en: 'In pages: the next and the first one (RFC 8288)',
    }),
    schema: { type: 'string' },
  },
};
const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: both({ zh: '手里那一份的 ETag', en: 'The ETag of the copy at hand' }),
  schema: { type: 'string' },
};

/** The scheme's name. */
const TOKEN = 'credentialToken';

const REPORT: Json = {
  required: true,
  description: both({ zh: '一份报告', en: 'A report' }),
  content: {
    'application/json': {
      schema: { oneOf: EDITIONS.map((edition) => ({ $ref: schemaPath(edition) })) },
    },
  },
};

const sentByPrograms = ({
  body,
  isBodyRequired,
  says,
  sent,
}: NonNullable<Operation['forPrograms']>): Json => ({
  required: isBodyRequired,
  description: both(says),
  content: {
    'application/json': {
      schema: withoutHead(z.toJSONSchema(body, { io: 'input', override: asPublished })),
      example: sent,
    },
  },
});

function operationOf(
  {
    id,
    title,
    says,
    parameters,
    answers,
    files,
    failing,
    errors,
    isVersioned,
    method,
    forPrograms,
  }: Operation,
  examples: Examples,
): Json {
  const schemas = answers.map(referenceTo);
  const headers = {
    ...(isVersioned && ETAG),
    ...(parameters.some(({ name }) => name === 'limit') && LINK),
  };
  return {
    operationId: id,
    summary: both(title),
    description: both(says),
    parameters: [...parameters.map(parameter), ...(isVersioned ? [IF_NONE_MATCH] : [])],
    ...(forPrograms?.hasToken && { security: [{ [TOKEN]: [] }] }),
    ...(method === 'post' && { requestBody: forPrograms ? sentByPrograms(forPrograms) : REPORT }),
    responses: {
      200: {
        description: both(title),
        headers,
        content: files
          ? Object.fromEntries(files.map((type) => [type, {}]))
          : {
              'application/json': {
                schema: schemas.length > 1 ? { oneOf: schemas } : (schemas[0] ?? { type: 'object' }),
                ...(examples[id] !== undefined && { example: examples[id] }),
              },
            },
      },
      ...(isVersioned && { 304: { description: both(errorSays(304)), headers: ETAG } }),
      ...leadOn(parameters),
      ...Object.fromEntries(errors.map((status) => [status, problem(status)])),
      405: problem(405, { Allow: { schema: { type: 'string' } } }),
      500: problem(500),
      ...(failing && { 503: { description: both(says), content: inJson(referenceTo(failing)) } }),
    },
  };
}

/** They stand in the document beside those of everybody’s answers. */
for (const [id, schema] of Object.entries({ ...ACTS_SCHEMAS, ...FORM_ANSWERS }))
  apiSchemas.add(schema, { id });
for (const [id, schema] of Object.entries(FORM_BODIES)) bodySchemas.add(schema, { id });

const oneOf = (schemas: readonly z.ZodMiniType[]): Json => {
  const references = schemas.map(referenceTo);
  return references.length > 1 ? { oneOf: references } : (references[0] ?? {});
};
const inJson = (schema: Json): Json => ({ 'application/json': { schema } });

function describeOffice(operation: OfficeOperation): Json {
  const { id, title, says, query, body, answers, refused, path } = operation;
  const { faults = ACTS_SCHEMAS.OfficeRefusal } = operation;
  return {
    operationId: id,
    summary: both(title),
    description: both(says),
    security: [{ session: [] }],
    parameters: [
      ...PLACED.filter(({ name }) => path.includes(`{${name}}`)).map(parameter),
      ...query.map(({ name, says: told, values }) => ({
        name,
        in: 'query',
        required: false,
        description: both(told),
        schema: { type: 'string', ...(values && { enum: values }) },
      })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        description: both(body.says),
        content: inJson(referenceTo(body.schema)),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schemas]) => [
          status,
          { description: both(title), content: inJson(oneOf(schemas)) },
        ]),
      ),
      ...leadOn(query),
      ...Object.fromEntries(
        refused.map((status) => [
          status,
          {
            description: both(refusedSays(status)),
            content: {
              'application/problem+json': {
                schema: referenceTo(status === 422 ? faults : ACTS_SCHEMAS.OfficeRefusal),
              },
            },
          },
        ]),
      ),
    },
  };
}

/** What the site knows who is signed in by: `__Host-` goes before it where TLS is. */
const SESSION = {
  type: 'apiKey',
  in: 'cookie',
  name: 'gouji-session',
  description: both({ zh: '登录的会话', en: 'the session of whoever is signed in' }),
};

function openApiDocument(version: string, examples: Examples): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of OPERATIONS)
    (paths[`${API_PATH}${operation.path}`] ??= {})[operation.method] = operationOf(operation, examples);
  for (const operation of OFFICE_OPERATIONS)
    (paths[`${API_PATH}${operation.path}`] ??= {})[operation.method] = describeOffice(operation);
  return {
    openapi: '3.1.1',
    info: {
      title: '勾稽 Gouji',
      version,
      summary: both({
        zh: '政府信息公开工作年度报告的数据',
        en: 'Figures of the yearly reports on government information disclosure',
      }),
      description: both({
        zh: '稳定:只增加字段,不改变已有的。不填 limit 时答复与以往相同。',
        en: 'Stable: fields are added, none is changed. Without limit, answers are what they always were.',
      }),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [],
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        session: SESSION,
        [TOKEN]: {
          type: 'http',
          scheme: 'bearer',
          description: both({
            zh: '程序凭据的令牌,在网站的 /account/credentials 取得',
            en: 'The token of a credential for programs, from /account/credentials on the site',
          }),
        },
      },
    },
  };
}

export const openApiText = (version: string, examples: Examples): string =>
  `${JSON.stringify(openApiDocument(version, examples), null, 2)}\n`;

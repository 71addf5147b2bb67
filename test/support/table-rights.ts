/** What the deployment's roles may do to which items of the table, read from the templates; and a door to the table that holds a function to it. */
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { FunctionName } from '../../shared/contracts/wiring.ts';
import { ofType, type Synthesised } from './synthesised.ts';

interface Right {
  readonly actions: readonly string[];
  /** Patterns of partition keys; `undefined`: any. */
  readonly patterns: readonly string[] | undefined;
}
type TableRights = readonly Right[];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const pascal = (name: string) =>
  name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

export function readTableRights(stacks: readonly Synthesised[], name: FunctionName): TableRights {
  return ofType(stacks, 'AWS::IAM::Policy')
    .filter(([id]) => id.includes(`/${pascal(name)}RoleDefaultPolicy`))
    .flatMap(([, { Properties }]) => Properties['PolicyDocument'].Statement as Statement[])
    .map(({ Action, Condition }) => ({
      actions: [Action].flat().filter((action) => action.startsWith('dynamodb:')),
      patterns: readPatterns(Condition),
    }))
    .filter(({ actions }) => actions.length > 0);
}

function readPatterns(condition: Statement['Condition']): readonly string[] | undefined {
  const keys = condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  return keys === undefined ? undefined : [keys].flat();
}

/** As IAM matches: `*` any signs, `?` one. */
const isLike = (text: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

/** All partitions that one request asks for: a condition of IAM is judged within its statement, so that one right must fit them all. */
export const isAllowed = (rights: TableRights, action: string, ...pks: readonly string[]): boolean =>
  rights.some(
    ({ actions, patterns }) =>
      actions.includes(action) &&
      (patterns === undefined || pks.every((pk) => patterns.some((pattern) => isLike(pk, pattern)))),
  );

interface Key {
  readonly pk?: { readonly S?: string };
}
interface Sent {
  readonly Key?: Key;
  readonly Item?: Key;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
  readonly RequestItems?: Readonly<
    Record<
      string,
      | { readonly Keys: readonly Key[] }
      | readonly { readonly PutRequest?: { Item: Key }; readonly DeleteRequest?: { Key: Key } }[]
    >
  >;
  readonly TransactItems?: readonly Readonly<Record<string, Sent>>[];
}

const nameKey = (key: Key | undefined): string => key?.pk?.S ?? '';
const ONE = {
  Put: 'PutItem',
  Delete: 'DeleteItem',
  Update: 'UpdateItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** What a request does, action by action, with the partitions that are judged together: a batch's, all at once. */
function listTouched(target: string, sent: Sent): (readonly [action: string, pks: readonly string[]])[] {
  switch (target) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.values(sent.RequestItems ?? {}).map((items) => [
        target,
        'Keys' in items
          ? items.Keys.map(nameKey)
          : items.map(({ PutRequest, DeleteRequest }) => nameKey(PutRequest?.Item ?? DeleteRequest?.Key)),
      ]);
    case 'TransactWriteItems':
      return (sent.TransactItems ?? []).flatMap((item) =>
        Object.entries(item).map(
          ([kind, { Key, Item }]) => [ONE[kind as keyof typeof ONE], [nameKey(Item ?? Key)]] as const,
        ),
      );
    case 'Query':
      return [[target, [sent.ExpressionAttributeValues?.[':pk']?.S ?? '']]];
    default:
      return [[target, [nameKey(sent.Key ?? sent.Item)]]];
  }
}

export interface RightsDoor {
  readonly endpoint: string;
  /** What was asked and not allowed: `PutItem audit#…`. */
  readonly refused: Set<string>;
  /** All that was asked. */
  readonly asked: Set<string>;
  close(): Promise<void>;
}

/** Hands on to the engine what the rights allow, and refuses the rest as AWS does. */
export async function openRightsDoor(rights: TableRights, engine: string): Promise<RightsDoor> {
  const [refused, asked] = [new Set<string>(), new Set<string>()];
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const target = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const touched = listTouched(target, JSON.parse(body.toString('utf8')) as Sent);
      for (const [action, pks] of touched) for (const pk of pks) asked.add(`${action} ${pk}`);
      const denied = touched.filter(([action, pks]) => !isAllowed(rights, `dynamodb:${action}`, ...pks));
      for (const [action, pks] of denied) refused.add(`${action} ${[...new Set(pks)].join(' + ')}`);
      if (denied.length > 0) {
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'no right to it' }));
        return;
      }
      const url = new URL(engine);
      const inner = httpRequest(
        url,
        { method: request.method, headers: { ...request.headers, host: url.host } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      inner.on('error', () => response.destroy());
      inner.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    refused,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

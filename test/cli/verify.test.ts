/** Items changed by hand, past the pipeline: `verify` names them, `rebuild` and `replay` mend them. */
import { readdir, rm } from 'node:fs/promises';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3Of, tableOf } from '../support/running-system.ts';
import { AGENCIES, aDocument, aScene, eventually, startedAgain, type Scene } from './scene.ts';

let scene: Scene;
let table: DynamoDBDocumentClient;
beforeAll(async () => {
  scene = await aScene();
  table = tableOf(scene.system);
  for (const id of AGENCIES) await scene.write(`reports/${id}.json`, aDocument(id, 2023, 10));
  expect(await scene.gouji('upload', `${scene.path}/reports`)).toMatchObject({ code: 0 });
  expect(await verifiedAtLast()).toMatchObject({ code: 0 });
});
afterAll(async () => {
  table.destroy();
  await scene.stop();
});

type Item = Record<string, unknown>;
async function read(pk: string, sk: string): Promise<Item> {
  const { Item } = await table.send(
    new GetCommand({ TableName: 'gouji', Key: { pk, sk }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`no item ${pk} ${sk}`);
  return Item;
}
const write = (Item: Item) => table.send(new PutCommand({ TableName: 'gouji', Item }));
/** One more than there was, in the first cell of the first row that has figures. */
function oneMore(stored: unknown): string {
  const rows = JSON.parse(String(stored)) as Record<string, number[]>;
  Object.values(rows)[0]![0]! += 1;
  return JSON.stringify(rows);
}
const verify = () => scene.gouji('verify');
/** Totals follow a change within moments. */
const verifiedAtLast = () => eventually(verify, ({ code }) => code === 0);
const totalOf = async (code: string): Promise<number | undefined> =>
  (await scene.api(`regions/${code}/years/2023`)).body.figures?.applications.received.total;

describe('gouji verify', () => {
  it('names a region whose total was changed by hand; rebuild mends it', async () => {
    const region = await read('450200#2023', 'region#450205');
    await write({ ...region, figures: oneMore(region['figures']) });
    const { code, stdout, stderr } = await verify();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^2023: 5 totals, 4 reports in force, [1-9]\d* discrepancies$/m);
    expect(stdout).toMatch(/^ {2}450205: 合计与下级之和不一致 \/ the total is not the sum of its children$/m);
    expect(stdout).toMatch(/^ {2}450205: 合计与有效报告之和不一致.*\/applications\//m);
    expect(stdout).not.toMatch(/^ {2}450202: /m);

    const rebuilt = await scene.gouji('rebuild');
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/^2023: 4 reports in force, [1-9]\d* items mended$/m);
    expect(rebuilt.stdout).toMatch(/^ {2}450205$/m);
    expect(await verifiedAtLast()).toMatchObject({ code: 0 });
    expect(await totalOf('000000')).toBe(40);
  });

  it('names a report whose figures were changed by hand, though every total agrees with it; rebuild mends it', async () => {
    const item = await read('450202#2023', 'agency#450202-jyj');
    const inForce = item['inForce'] as Item;
    await write({ ...item, inForce: { ...inForce, figures: oneMore(inForce['figures']) } });
    // The change climbs to the nation: nothing but the archive contradicts it any more.
    const { code, stdout } = await eventually(
      verify,
      (ran) => !ran.stdout.includes('the sum of its children'),
    );
    expect(code).toBe(1);
    expect(stdout).toContain(
      '  450202-jyj: 数字与存档报告不一致 / the figures differ from the archived report\n',
    );
    expect(stdout).not.toContain('the sum of its children');

    expect((await scene.gouji('rebuild')).stdout).toMatch(/^ {2}450202-jyj$/m);
    expect(await verifiedAtLast()).toMatchObject({ code: 0 });
  });

  it('a rebuild of what is right mends nothing', async () => {
    const { code, stdout } = await scene.gouji('rebuild');
    expect(code).toBe(0);
    expect(stdout.match(/\b0 items mended$/gm)?.length).toBe(stdout.trim().split('\n').length);
  });
});

describe('gouji replay', () => {
  it('receives again what the table has forgotten', async () => {
    const submission = (await scene.api('agencies/450205-gaj/years/2023')).body.inForce?.submissionId ?? '';
    const item = await read('450205#2023', 'agency#450205-gaj');
    const { inForce: _i, latest: _l, firstAccepted: _f, ...forgotten } = item;
    await table.send(
      new DeleteCommand({
        TableName: 'gouji',
        Key: { pk: '450205#2023', sk: `submission#450205-gaj#${submission}` },
      }),
    );
    await write(forgotten);
    expect((await scene.api('agencies/450205-gaj/years/2023')).body.state).toBe('missing');

    const { code, stdout, stderr } = await scene.gouji('replay');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^0 dead letters replayed, 0 failed again and are kept\n1 uploads received, /);
    const { body } = await scene.api('agencies/450205-gaj/years/2023');
    expect(body.inForce?.submissionId).toBe(submission);
    expect(await verifiedAtLast()).toMatchObject({ code: 0 });
    expect(await totalOf('000000')).toBe(40);
    expect((await scene.gouji('replay')).stdout).toContain('0 uploads received, 0 comparisons and 0 totals');
  });
});

describe('the documented way back from a lost table', () => {
  it('ends where it was: states, totals, first acceptances and receipts', async () => {
    const path = (what: string) => `${scene.path}/${what}`;
    await scene.write('again/450205-jyj.json', aDocument('450205-jyj', 2023, 17));
    await scene.write('again/450202-gaj.json', aDocument('450202-gaj', 2023, 3, { spoiled: true }));
    await scene.gouji('upload', path('again'));
    expect(await verifiedAtLast()).toMatchObject({ code: 0 });
    const agencies = AGENCIES.map((id) => `agencies/${id}/years/2023`);
    const regions = ['450205', '450202', '450200', '000000'].map((code) => `regions/${code}/years/2023`);
    const said = async () => {
      const answers = await Promise.all([...agencies, ...regions].map((one) => scene.api(one)));
      return JSON.stringify(answers, (key, value: unknown) =>
        ['order', 'revision', 'since', 'asOf', 'computedAt'].includes(key) ? undefined : value,
      );
    };
    const receipts = async () => {
      const s3 = s3Of(scene.system);
      const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: 'gouji', Prefix: 'receipts/' }));
      s3.destroy();
      return (listed.Versions ?? []).map(({ Key, VersionId }) => `${Key ?? ''} ${VersionId ?? ''}`);
    };
    const before = await said();
    const given = await receipts();
    await scene.system.stop();
    table.destroy();
    for (const file of await readdir(path('data')))
      if (file.startsWith('dynamodb.sqlite')) await rm(path(`data/${file}`));

    scene = { ...scene, ...(await startedAgain(scene)) };
    table = tableOf(scene.system);
    await eventually(
      () => Promise.resolve(scene.system.stdout()),
      (text) => text.includes('no roster is loaded'),
    );
    const lost = await verify();
    expect(lost.code).toBe(1);
    expect(lost.stdout).toContain('the table has no roster beside');
    expect(await receipts()).toEqual(given);
    for (const what of ['regions', 'roster'])
      expect(await scene.gouji('load', what, path(`${what}.csv`))).toMatchObject({ code: 0 });
    for (const command of ['replay', 'rebuild'])
      expect(await scene.gouji(command)).toMatchObject({ code: 0 });
    expect(await verifiedAtLast()).toMatchObject({ code: 0 });
    expect(await said()).toEqual(before);
    expect(await receipts()).toEqual(given);
  });
});

/** Table and bucket are told to the other stacks by parameters and names: what was restored can be switched to. */
import { describe, expect, it } from 'vitest';
import { STAGES, type StageSettings } from '../../cdk/stages.ts';
import { IN_CHINA } from '../support/in-china.ts';
import { flat, ofType, synthesise, type Synthesised } from '../support/synthesised.ts';

const RESTORED = {
  table: {
    name: 'gouji-restored',
    streamArn:
      'arn:aws-cn:dynamodb:cn-northwest-1:111122223333:table/gouji-restored/stream/2026-03-01T02:00:00.000',
  },
  bucketName: 'gouji-restored-reports',
};

const variablesOf = (stacks: readonly Synthesised[]): Record<string, unknown>[] =>
  ofType(stacks, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties['Environment'].Variables);
const parametersOf = (stacks: readonly Synthesised[]): Record<string, string> =>
  Object.fromEntries(
    ofType(stacks, 'AWS::SSM::Parameter').map(([, { Properties }]) => [
      Properties['Name'],
      flat(Properties['Value']),
    ]),
  );
/** What a stack imports of others, by the names of their exports. */
const importsOf = (stack: Synthesised): string[] =>
  [...JSON.stringify(stack.resources).matchAll(/\{"Fn::ImportValue":"([^"]+)"\}/g)].map(([, name]) => name!);

describe.each([...STAGES, IN_CHINA])('in $name', (settings: StageSettings) => {
  const stacks = synthesise([settings]);
  const data = stacks.find(({ stack }) => stack.endsWith('Data'))!;
  const others = stacks.filter((stack) => stack !== data);

  it('no stack imports an export of table or bucket', () => {
    const imported = others.flatMap(importsOf);
    // Queues and the role are: the check looks where exports are.
    expect(imported.length).toBeGreaterThan(5);
    expect(imported.filter((name) => /Table|Reports/.test(name))).toEqual([]);
  });

  it('still has the exports that an earlier release imports, so that stacks can be deployed one after the other', () => {
    const exported = Object.keys(data.outputs).filter((name) => name.startsWith('ExportsOutput'));
    for (const name of [
      'ExportsOutputRefReports65402A0A',
      'ExportsOutputRefTableCD117FA1',
      'ExportsOutputFnGetAttTableCD117FA1Arn',
      'ExportsOutputFnGetAttTableCD117FA1StreamArn',
    ])
      expect(
        exported.some((one) => one.startsWith(name)),
        name,
      ).toBe(true);
  });

  it('every function and stream is told the table by the parameter that the data stack writes', () => {
    const stage = settings.name.toLowerCase();
    expect(parametersOf([data])).toEqual({
      [`/gouji/${stage}/table-name`]: '<TableCD117FA1>',
      [`/gouji/${stage}/table-stream-arn`]: '<TableCD117FA1.StreamArn>',
    });
    const asked = `<SsmParameterValuegouji${stage}tablename`;
    const told = variablesOf(others).flatMap(({ TABLE_NAME }) =>
      TABLE_NAME === undefined ? [] : [flat(TABLE_NAME)],
    );
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((name) => !name.startsWith(asked))).toEqual([]);
    const streams = ofType(others, 'AWS::Lambda::EventSourceMapping')
      .map(([, { Properties }]) => flat(Properties['EventSourceArn']))
      .filter((arn) => !arn.includes('Queue'));
    expect(streams).toHaveLength(1);
    for (const arn of streams) expect(arn).toContain(`<SsmParameterValuegouji${stage}tablestreamarn`);
  });
});

describe('a restored table and another bucket', () => {
  const stacks = synthesise([{ ...STAGES[0]!, ...RESTORED }]);
  const data = stacks.find(({ stack }) => stack.endsWith('Data'))!;

  it('are switched to by two settings', () => {
    expect(parametersOf([data])).toEqual({
      '/gouji/staging/table-name': RESTORED.table.name,
      '/gouji/staging/table-stream-arn': RESTORED.table.streamArn,
    });
    const buckets = variablesOf(stacks).flatMap(({ BUCKET_NAME }) =>
      BUCKET_NAME === undefined ? [] : [flat(BUCKET_NAME)],
    );
    expect(new Set(buckets)).toEqual(new Set([RESTORED.bucketName]));
    const policies = ofType(
      stacks.filter((stack) => stack !== data),
      'AWS::IAM::Policy',
    ).map(([, { Properties }]) => JSON.stringify(Properties));
    expect(policies.filter((policy) => policy.includes('reports-'))).toEqual([]);
    expect(policies.filter((policy) => policy.includes(RESTORED.bucketName)).length).toBeGreaterThan(5);
  });

  it('leave the stage’s own as they were, and may tell the same queues', () => {
    const own = synthesise([STAGES[0]!]).find(({ stack }) => stack.endsWith('Data'))!;
    for (const id of ['Reports65402A0A', 'ReportsPolicyA13B441D', 'TableCD117FA1'])
      expect(data.resources[id], id).toEqual(own.resources[id]);
    const [, write] = data.resources['InboxQueuePolicyD0875339']!.Properties['PolicyDocument'].Statement;
    expect([write.Condition.ArnEquals['aws:SourceArn']].flat().map(flat)).toEqual([
      'arn:<AWS::Partition>:s3:::gouji-staging-reports-<AWS::AccountId>-<AWS::Region>',
      `arn:<AWS::Partition>:s3:::${RESTORED.bucketName}`,
    ]);
  });
});

/** A stage that releases gradually: every door leads to the alias, and alarms take a version back. Over the templates alone. */
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { flat, ofType, synthesise } from '../support/synthesised.ts';

const stacks = synthesise([{ ...STAGES[1]!, releasesGradually: true }]);
const NAMES = ['Web', 'Downloads', 'Account', 'Office', 'ReceiveReport'];
const groups = ofType(stacks, 'AWS::CodeDeploy::DeploymentGroup');
const functions = ofType(stacks, 'AWS::Lambda::Function');
const isAlias = (target: unknown, name: string): boolean =>
  new RegExp(`^<${name}FunctionAliaslive[0-9A-F]{8}(?:\\.AliasArn)?>$`).test(flat(target));

describe.each(NAMES)('%s', (name) => {
  const [, group] = groups.find(([id]) => id.includes(`/${name}Release`)) ?? [];

  it('is tried on one request in ten, and taken back by the alarms of its errors and its slowness', () => {
    expect(group?.Properties).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent30Minutes',
      AutoRollbackConfiguration: { Enabled: true },
      AlarmConfiguration: { Enabled: true },
    });
    expect(group?.Properties['AutoRollbackConfiguration'].Events).toContain('DEPLOYMENT_STOP_ON_ALARM');
    const alarms = (group?.Properties['AlarmConfiguration'].Alarms as { Name: unknown }[]).map((alarm) =>
      flat(alarm.Name).replace(/[0-9A-F]{8}>$/, ''),
    );
    expect(alarms).toEqual(
      expect.arrayContaining(['Errors', 'Failures', 'NearTimeout'].map((id) => `<${name}${id}`)),
    );
    expect(alarms.some((alarm) => alarm.endsWith('Slow'))).toBe(name !== 'ReceiveReport');
    expect(alarms.some((alarm) => alarm.endsWith('Throttles'))).toBe(false);
  });

  it('keeps its runs at once for both versions together', () => {
    const [[, fn] = []] = functions.filter(([id]) => id.includes(`/${name}Function`));
    const [, { reservedConcurrency }] = Object.entries(WIRING).find(
      ([key]) => key.replaceAll('-', '') === name.toLowerCase(),
    )!;
    expect(fn?.Properties['ReservedConcurrentExecutions']).toBe(reservedConcurrency);
  });
});

it('no other function is, and no door leads past an alias', () => {
  expect(groups).toHaveLength(NAMES.length);
  for (const name of ['Web', 'Downloads'])
    expect(
      ofType(stacks, 'AWS::Lambda::Url').some(([, { Properties }]) => Properties['Qualifier'] === 'live'),
      name,
    ).toBe(true);
  const integrations = ofType(stacks, 'AWS::ApiGatewayV2::Integration').map(
    ([, { Properties }]) => Properties['IntegrationUri'] as unknown,
  );
  expect(integrations).toHaveLength(3);
  for (const uri of integrations)
    expect(
      ['Web', 'Account', 'Office'].some((name) => isAlias(uri, name)),
      flat(uri),
    ).toBe(true);
  const inbox = ofType(stacks, 'AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) =>
    flat(Properties['EventSourceArn']).includes('InboxQueue'),
  );
  expect(inbox).toHaveLength(1);
  expect(flat(inbox[0]?.[1].Properties['FunctionName'])).toMatch(/ReceiveReportFunctionAliaslive/);
  for (const [, { Properties }] of ofType(stacks, 'AWS::Lambda::Permission'))
    if (/Web|Downloads|Account|Office/.test(flat(Properties['FunctionName'])))
      expect(flat(Properties['FunctionName'])).toContain('Aliaslive');
});

it('is nothing of a stage that does not say so', () => {
  const plain = synthesise([STAGES[1]!]);
  expect(ofType(plain, 'AWS::Lambda::Alias')).toEqual([]);
  expect(ofType(plain, 'AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
});

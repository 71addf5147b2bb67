/** Who asks too much is counted or refused, by address; asserted over the templates, which AWS has not seen. */
import { App } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { addStage } from '../../cdk/deployment.ts';
import { STAGES, type StageSettings } from '../../cdk/stages.ts';
import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { WITHOUT_BUNDLES, flat, ofType, synthesise } from '../support/synthesised.ts';

const [staging] = STAGES;
const ACL = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/Gouji/1';
const withFirewall = (firewall: Partial<StageSettings['firewall']>, region: string): StageSettings => ({
  ...staging!,
  account: '111122223333',
  region,
  alarmMails: ['yunwei@example.cn'],
  firewall: { action: 'block', requestsPer5Minutes: { all: 6000, costly: 300 }, ...firewall },
});
/** Elsewhere with what the operator copied, and in the firewall's own region. */
const elsewhere = synthesise([withFirewall({ webAclArn: ACL }, 'eu-central-1')]);

interface Rule {
  readonly Name: string;
  readonly Action: Record<string, { CustomResponse?: { ResponseCode: number } }>;
  readonly Statement: {
    readonly RateBasedStatement: {
      readonly Limit: number;
      readonly AggregateKeyType: string;
      readonly EvaluationWindowSec: number;
      readonly ScopeDownStatement?: {
        readonly OrStatement: { readonly Statements: readonly { RegexMatchStatement: Matching }[] };
      };
    };
  };
  readonly VisibilityConfig: { readonly MetricName: string };
}
interface Matching {
  readonly FieldToMatch: Record<string, object>;
  readonly RegexString: string;
}
const [[, acl] = []] = ofType(elsewhere, 'AWS::WAFv2::WebACL');
const rules = acl?.Properties['Rules'] as Rule[];

describe('a firewall', () => {
  it('is one of CloudFront’s, and lets through what no rule is about', () => {
    expect(acl?.Properties).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    const { stack } = elsewhere.find(({ resources }) => Object.values(resources).some((one) => one === acl))!;
    expect(stack).toBe('GoujiStagingFirewall');
  });

  it('counts all requests of an address, and more strictly those that cost much', () => {
    expect(
      rules.map(({ Name, Action, Statement: { RateBasedStatement: rate } }) => [
        Name,
        rate.AggregateKeyType,
        rate.EvaluationWindowSec,
        rate.Limit,
        Action['Block']?.CustomResponse?.ResponseCode,
      ]),
    ).toEqual([
      ['CostlyByAddress', 'IP', 300, 300, 429],
      ['ByAddress', 'IP', 300, 6000, 429],
    ]);
  });

  const costly = rules[0]!.Statement.RateBasedStatement.ScopeDownStatement!.OrStatement.Statements.map(
    ({ RegexMatchStatement }) => RegexMatchStatement,
  );
  /** After WAF's own URL_DECODE and LOWERCASE. */
  const isCostly = (address: string): boolean => {
    const { pathname, search } = new URL(address, 'http://site');
    return costly.some(({ FieldToMatch, RegexString }) => {
      const text = 'UriPath' in FieldToMatch ? pathname : search.slice(1);
      return new RegExp(RegexString).test(decodeURIComponent(text).toLowerCase());
    });
  };

  it.each([
    '/regions/450200/years/2024?asOf=2025-02-01T00:00%2B08:00',
    '/regions/450200/years/2024?lang=en&asOf=2025-02-01%5400:00Z',
    '/compliance/450000/2024?since=2025-01-20T08:00',
    '/api/v1/compliance/450000/2024?lang=en&since=2025-01-20',
    '/api/v1/search?q=教育',
    '/search?lang=en&q=jyj',
    '/compliance/450200/2024.csv',
    '/compliance/450200/2024/list.csv?list=missing',
    ...DOWNLOAD_PATHS.map((path) => path.replaceAll('*', '450200')),
  ])('%s costs much', (address) => {
    expect(isCostly(address)).toBe(true);
  });

  it.each([
    '/',
    '/regions/450200/years/2024',
    '/regions/450200/years/2024?asOf=2025-02-01',
    '/api/v1/regions/450200/years/2024?limit=100',
    '/compliance/450200/2024?sort=name',
    '/compliance/450200/2024?consolidated=with',
    '/agencies/450205-jyj/years/2024',
    '/search',
    '/assets/site.css',
  ])('%s does not', (address) => {
    expect(isCostly(address)).toBe(false);
  });

  it('has patterns that AWS takes', () => {
    for (const { RegexString } of costly) expect(RegexString.length).toBeLessThanOrEqual(512);
  });

  it('may only count, for a while', () => {
    const counting = synthesise([withFirewall({ action: 'count', webAclArn: ACL }, 'eu-central-1')]);
    const [[, one] = []] = ofType(counting, 'AWS::WAFv2::WebACL');
    expect((one?.Properties['Rules'] as Rule[]).map(({ Action }) => Action)).toEqual([
      { Count: {} },
      { Count: {} },
    ]);
    const metrics = ofType(counting, 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => Properties['MetricName'],
    );
    expect(metrics.filter((name) => name === 'CountedRequests')).toHaveLength(2);
  });

  it('tells of what it refuses, in its own region', () => {
    const own = elsewhere.filter(({ stack }) => stack.endsWith('Firewall'));
    const alarms = ofType(own, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
    expect(
      alarms.map(({ Namespace, MetricName, Dimensions }) => [Namespace, MetricName, Dimensions]),
    ).toEqual(
      rules.map(({ VisibilityConfig: { MetricName } }) => [
        'AWS/WAFV2',
        'BlockedRequests',
        [
          { Name: 'Rule', Value: MetricName },
          { Name: 'WebACL', Value: 'GoujiStaging' },
        ],
      ]),
    );
    const [[topic] = []] = ofType(own, 'AWS::SNS::Topic');
    for (const { AlarmActions } of alarms)
      expect(`GoujiStagingFirewall/${flat(AlarmActions[0]).slice(1, -1)}`).toBe(topic);
    expect(
      ofType(own, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties['Endpoint'] as string),
    ).toEqual(['yunwei@example.cn']);
  });

  it('stands before the distribution: by the ARN that is stated, or by itself where the stage lies there', () => {
    const attached = (stacks: typeof elsewhere) =>
      ofType(stacks, 'AWS::CloudFront::Distribution').map(([, { Properties }]) =>
        flat(Properties['DistributionConfig'].WebACLId),
      );
    expect(attached(elsewhere)).toEqual([ACL]);
    const there = synthesise([withFirewall({}, 'us-east-1')]);
    expect(attached(there)).toEqual([expect.stringMatching(/GoujiStagingFirewall:ExportsOutput.*WebAcl/)]);
    // With the stage's topic, nobody confirms a second subscription.
    expect(ofType(there, 'AWS::SNS::Topic')).toHaveLength(1);
  });

  it('that guards nothing yet is told of', () => {
    const app = new App({ context: WITHOUT_BUNDLES });
    const { web } = addStage(app, withFirewall({}, 'eu-central-1'));
    Annotations.fromStack(web).hasWarning('*', Match.stringLikeRegexp('deploy GoujiStagingFirewall'));
  });
});

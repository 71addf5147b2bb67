import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { DOWNLOAD_PATHS } from '../../shared/contracts/wiring.ts';
import { createAlarmTopic } from '../constructs/alarm-topic.ts';
import { addAlarm } from '../constructs/alarms.ts';
import type { FirewallSettings, StageSettings } from '../stages.ts';

interface FirewallStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly firewall: FirewallSettings;
  /** The stage's, where that lies in this region; else the stack has one of its own. */
  readonly alarmTopic: Topic | undefined;
}

/** Where the web ACLs of CloudFront lie, wherever the stage does. */
export const FIREWALL_REGION = 'us-east-1';
const WINDOW = Duration.minutes(5);
const WINDOW_S = WINDOW.toSeconds();
/** In one window, before somebody should look: a single slip is not news. */
const NOTABLE = 100;

/** Reports as of an exact instant, and changes since any, are told from histories; a search looks through the names. */
const COSTLY_QUERY = '(^|&)(asof=[^&]*t[0-9]|since=|q=)';
const COSTLY_PATH = `^(${DOWNLOAD_PATHS.map(spellPattern).join('|')}|.*\\.csv)$`;

/**
 * Requests of one address, counted over five minutes: all of them, and those that cost much. An office's people share an
 * address, so that the limits are an office's, not a person's; before a first `block` a stage counts for a while.
 */
export class FirewallStack extends Stack {
  readonly webAclArn: string;

  constructor(
    scope: Construct,
    id: string,
    { settings, firewall, alarmTopic, ...props }: FirewallStackProps,
  ) {
    super(scope, id, props);
    const { action, requestsPer5Minutes } = firewall;
    const rules = [
      { name: 'CostlyByAddress', limit: requestsPer5Minutes.costly, scopeDownStatement: COSTLY },
      { name: 'ByAddress', limit: requestsPer5Minutes.all },
    ];
    const name = `Gouji${settings.name}`;
    const acl = new CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: measured(name),
      rules: rules.map(({ name: rule, ...rate }, priority) => ({
        name: rule,
        priority,
        action: ACTIONS[action],
        statement: {
          rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: WINDOW_S, ...rate },
        },
        visibilityConfig: measured(`${name}${rule}`),
      })),
    });
    this.webAclArn = acl.attrArn;
    const topic = alarmTopic ?? createAlarmTopic(this, settings, ['cloudwatch']);
    for (const { name: rule, limit } of rules)
      addAlarm(this, rule, {
        topic,
        metric: new Metric({
          namespace: 'AWS/WAFV2',
          metricName: action === 'block' ? 'BlockedRequests' : 'CountedRequests',
          dimensionsMap: { WebACL: name, Rule: `${name}${rule}` },
          period: WINDOW,
          statistic: 'Sum',
        }),
        seen: `Requests of single addresses beyond ${limit} in five minutes are ${action === 'block' ? 'refused' : 'counted'}.`,
        failureMeans: 'An attack is held off, or an office whose people share an address is locked out.',
        section: 'firewall',
        threshold: NOTABLE,
        periods: 1,
      });
    new CfnOutput(this, 'WebAclArn', { value: this.webAclArn });
  }
}

const ACTIONS = {
  count: { count: {} },
  block: {
    block: {
      customResponse: {
        responseCode: 429,
        responseHeaders: [{ name: 'retry-after', value: String(WINDOW_S) }],
      },
    },
  },
};

const measured = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

/** However it is written: `%54` is a T, and names of parameters are read by their letters. */
const READ = ['URL_DECODE', 'LOWERCASE'].map((type, priority) => ({ priority, type }));
const COSTLY: CfnWebACL.StatementProperty = {
  orStatement: {
    statements: [
      {
        regexMatchStatement: {
          fieldToMatch: { queryString: {} },
          regexString: COSTLY_QUERY,
          textTransformations: READ,
        },
      },
      {
        regexMatchStatement: {
          fieldToMatch: { uriPath: {} },
          regexString: COSTLY_PATH,
          textTransformations: READ,
        },
      },
    ],
  },
};

/** `*` is any text, as the distribution has it. */
function spellPattern(path: string): string {
  return path.replaceAll('.', '\\.').replaceAll('*', '.*');
}

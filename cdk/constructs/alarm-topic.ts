/** Where alarms of a region go: CloudWatch tells none in another one. */
import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** `tellers`: the services that publish there. */
export function createAlarmTopic(
  scope: Construct,
  settings: StageSettings,
  tellers: readonly ('cloudwatch' | 'budgets')[],
): Topic {
  const principals = tellers.map((name) => new ServicePrincipal(`${name}.amazonaws.com`));
  // A key of our own: CloudWatch may not use the one that AWS manages for SNS.
  const key = new Key(scope, 'AlarmKey', {
    description: `Gouji ${settings.name}: alarms on their way`,
    enableKeyRotation: true,
  });
  for (const principal of principals) key.grantEncryptDecrypt(principal);
  const topic = new Topic(scope, 'Alarms', { masterKey: key, enforceSSL: true });
  // A topic with a policy of its own loses the default one, under which the account's alarms may publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals,
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  for (const mail of settings.alarmMails) topic.addSubscription(new EmailSubscription(mail));
  return topic;
}

import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

interface WatchStackProps extends StackProps {
  readonly settings: StageSettings;
}

/** Where alarms go. First to be deployed: everything else reports to it. */
export class WatchStack extends Stack {
  readonly alarmTopic: Topic;

  constructor(scope: Construct, id: string, { settings, ...props }: WatchStackProps) {
    super(scope, id, props);
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    // A key of our own: CloudWatch may not use the one that AWS manages for SNS.
    const key = new Key(this, 'AlarmKey', {
      description: `Gouji ${settings.name}: alarms on their way`,
      enableKeyRotation: true,
    });
    key.grantEncryptDecrypt(cloudWatch);
    this.alarmTopic = new Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });
    // A topic with a policy of its own loses the default one, under which the account's alarms may publish.
    this.alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.alarmTopic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    for (const mail of settings.alarmMails) this.alarmTopic.addSubscription(new EmailSubscription(mail));
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarmTopic.topicArn });
  }
}

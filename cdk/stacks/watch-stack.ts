import { Aws, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
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
    // Budgets tell what is spent; they publish by themselves.
    const tellers = ['cloudwatch', 'budgets'].map((name) => new ServicePrincipal(`${name}.amazonaws.com`));
    // A key of our own: CloudWatch may not use the one that AWS manages for SNS.
    const key = new Key(this, 'AlarmKey', {
      description: `Gouji ${settings.name}: alarms on their way`,
      enableKeyRotation: true,
    });
    for (const teller of tellers) key.grantEncryptDecrypt(teller);
    this.alarmTopic = new Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });
    // A topic with a policy of its own loses the default one, under which the account's alarms may publish.
    this.alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        principals: tellers,
        actions: ['sns:Publish'],
        resources: [this.alarmTopic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    for (const mail of settings.alarmMails) this.alarmTopic.addSubscription(new EmailSubscription(mail));
    this.limitSpending(settings);
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarmTopic.topicArn });
  }

  /** Nothing stops at it: it is the account's, and says that somebody should look. */
  private limitSpending({ name, monthlyBudget: { amount, currency } }: StageSettings): void {
    const tell = (notificationType: string, threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        comparisonOperator: 'GREATER_THAN',
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: this.alarmTopic.topicArn }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `Gouji ${name}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount, unit: currency },
      },
      notificationsWithSubscribers: [tell('ACTUAL', 80), tell('FORECASTED', 100)],
    });
  }
}

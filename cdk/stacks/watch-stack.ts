import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { createAlarmTopic } from '../constructs/alarm-topic.ts';
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
    this.alarmTopic = createAlarmTopic(this, settings, ['cloudwatch', 'budgets']);
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

/** What SES tells of mails that it took: a configuration set whose bounces and complaints reach a function by EventBridge. */
import { Arn, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { WIRING } from '../../shared/contracts/wiring.ts';

export function createMailEvents(scope: Construct): { readonly name: string; readonly arn: string } {
  const set = new ConfigurationSet(scope, 'Mails', { reputationMetrics: true });
  set.addEventDestination('Returned', {
    // SES publishes to the account's default bus, and to no other.
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  const name = set.configurationSetName;
  const arn = Arn.format(
    { service: 'ses', resource: 'configuration-set', resourceName: name },
    Stack.of(scope),
  );
  return { name, arn };
}

/** Another stage's mails are on the same bus: their addresses are not to be written to either. */
export function startByMailEvents(scope: Construct, fn: IFunction, deadLetterQueue: IQueue): void {
  const { source, detailTypes, maxRetries } = WIRING['record-bounce'].trigger;
  new Rule(scope, 'ReturnedMails', {
    eventPattern: { source: [source], detailType: [...detailTypes] },
    targets: [new LambdaFunction(fn, { deadLetterQueue, retryAttempts: maxRetries })],
  });
}

/** The stacks of one stage. Stateful and stateless apart; each knows only what was made before it. */
import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DataStack } from './stacks/data-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import { WatchStack } from './stacks/watch-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import type { StageSettings } from './stages.ts';

interface Deployment {
  readonly watch: WatchStack;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
  readonly web: WebStack;
}

export function addStage(app: App, settings: StageSettings): Deployment {
  const prefix = `Gouji${settings.name}`;
  const watch = new WatchStack(app, `${prefix}Watch`, { settings });
  const { alarmTopic } = watch;
  const data = new DataStack(app, `${prefix}Data`, { settings, alarmTopic });
  const { bucket, table, queues, uploadsRole } = data;
  const pipeline = new PipelineStack(app, `${prefix}Pipeline`, {
    settings,
    alarmTopic,
    bucket,
    table,
    queues,
  });
  const web = new WebStack(app, `${prefix}Web`, {
    settings,
    alarmTopic,
    bucket,
    table,
    uploadsRole,
  });
  const stacks = { watch, data, pipeline, web };
  for (const stack of Object.values(stacks)) {
    Tags.of(stack).add('project', 'gouji');
    Tags.of(stack).add('stage', settings.name.toLowerCase());
  }
  return stacks;
}

/** Synthesis fails where a rule of AWS's Solutions pack is broken and nobody has said why. */
export function checkRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/** The stacks of one stage. Stateful and stateless apart; each knows only what was made before it. */
import { Tags, Validations, type App } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ApiWebStack } from './stacks/api-web-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { FIREWALL_REGION, FirewallStack } from './stacks/firewall-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import { WatchStack } from './stacks/watch-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import { listMissing, type FirewallSettings, type StageSettings } from './stages.ts';

interface Deployment {
  readonly watch: WatchStack;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
  readonly web: WebStack | ApiWebStack;
}

/** A stage that lacks what it must state is refused, and the others are made: `refuse` is told of it. */
export function addStages(
  app: App,
  stages: readonly StageSettings[],
  refuse: (reason: string) => void,
): void {
  for (const settings of stages) {
    const missing = listMissing(settings);
    if (missing.length === 0) addStage(app, settings);
    else
      refuse(
        `Gouji${settings.name}* is not made: state ${missing.join(', ')} of ${settings.name} in cdk/stages.ts (docs/operations.md)`,
      );
  }
}

export function addStage(app: App, settings: StageSettings): Deployment {
  const prefix = `Gouji${settings.name}`;
  const { account, region } = settings;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const watch = new WatchStack(app, `${prefix}Watch`, { env, settings });
  const { alarmTopic } = watch;
  const data = new DataStack(app, `${prefix}Data`, { env, settings, alarmTopic });
  const { queues, uploadsRole } = data;
  const pipeline = new PipelineStack(app, `${prefix}Pipeline`, {
    env,
    settings,
    alarmTopic,
    queues,
  });
  const isBehindApi = settings.edge === 'http-api';
  // An HTTP API takes none.
  const firewall =
    settings.firewall && !isBehindApi ? addFirewall(app, settings, settings.firewall, alarmTopic) : undefined;
  const webAclArn = region === FIREWALL_REGION ? firewall?.webAclArn : settings.firewall?.webAclArn;
  const given = { env, settings, alarmTopic, uploadsRole };
  const web = isBehindApi
    ? new ApiWebStack(app, `${prefix}Web`, given)
    : new WebStack(app, `${prefix}Web`, { ...given, webAclArn });
  // What it writes for them must be there, whatever else they import from it.
  for (const stack of [pipeline, web]) stack.addStackDependency(data);
  // Who reads goes before who writes: the release before can't read what a new one keeps.
  pipeline.addStackDependency(web);
  const stacks = { watch, data, pipeline, web };
  // China's regions take none there.
  const excludeResourceTypes = isBehindApi ? ['AWS::Lambda::EventSourceMapping'] : [];
  for (const stack of [...Object.values(stacks), ...(firewall ? [firewall] : [])]) {
    const tags = { project: 'gouji', stage: settings.name.toLowerCase(), ...settings.tags };
    for (const [key, value] of Object.entries(tags)) Tags.of(stack).add(key, value, { excludeResourceTypes });
  }
  return stacks;
}

/** In its own region. There alarms have a topic of their own, unless it is the stage's. */
function addFirewall(
  app: App,
  settings: StageSettings,
  firewall: FirewallSettings,
  alarmTopic: Topic,
): FirewallStack {
  const { account, region, name } = settings;
  return new FirewallStack(app, `Gouji${name}Firewall`, {
    env: { ...(account !== undefined && { account }), region: FIREWALL_REGION },
    settings,
    firewall,
    alarmTopic: region === FIREWALL_REGION ? alarmTopic : undefined,
  });
}

/** Synthesis fails where a rule of AWS's Solutions pack is broken and nobody has said why. */
export function checkRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

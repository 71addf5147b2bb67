/** The deployment as CloudFormation would get it, of every stage, without bundles; cdk-nag has passed or this throws. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addStage, checkRules } from '../../cdk/deployment.ts';
import { STAGES, type StageSettings } from '../../cdk/stages.ts';

export interface Resource {
  readonly Type: string;
  /** Untyped, as JSON is: an expectation that misses fails, which is all that a type could do here. */
  readonly Properties: Record<string, ReturnType<typeof JSON.parse>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string[];
}
export interface Synthesised {
  readonly stack: string;
  readonly terminationProtection: boolean;
  readonly resources: Record<string, Resource>;
  readonly outputs: Record<string, { Value: unknown }>;
}

export const WITHOUT_BUNDLES = { 'aws:cdk:bundling-stacks': [] };

export function synthesise(stages: readonly StageSettings[] = STAGES): Synthesised[] {
  const outdir = mkdtempSync(join(tmpdir(), 'gouji-cdk-'));
  try {
    const app = new App({ outdir, context: WITHOUT_BUNDLES });
    for (const settings of stages) addStage(app, settings);
    checkRules(app);
    return app.synth().stacks.map((artifact) => {
      const template = JSON.parse(readFileSync(artifact.templateFullPath, 'utf8')) as {
        Resources: Record<string, Resource>;
        Outputs?: Record<string, { Value: unknown }>;
      };
      return {
        stack: artifact.stackName,
        terminationProtection: artifact.terminationProtection ?? false,
        resources: template.Resources,
        outputs: template.Outputs ?? {},
      };
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All resources of a type in these stacks, by `<stack>/<logical id>`. */
export function ofType(stacks: readonly Synthesised[], type: string): [string, Resource][] {
  return stacks.flatMap(({ stack, resources }) =>
    Object.entries(resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, resource]): [string, Resource] => [`${stack}/${id}`, resource]),
  );
}

/** An intrinsic function of CloudFormation as text: `<AWS::Region>`, `<Table.Arn>`, or the export that it imports. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [name, argument] = Object.entries(value)[0] ?? [];
  if (name === 'Ref') return `<${String(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::ImportValue') return `<${flat(argument)}>`;
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(flat).join(separator);
  }
  return JSON.stringify(value);
}

/** What a stage states, and what is made of it. */
import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { addStages } from '../../cdk/deployment.ts';
import { STAGES, listMissing, type StageSettings } from '../../cdk/stages.ts';
import { WITHOUT_BUNDLES, ofType, synthesise } from '../support/synthesised.ts';

const production = STAGES.find(({ name }) => name === 'Production')!;
const STATED: StageSettings = {
  ...production,
  account: '111122223333',
  region: 'eu-central-1',
  alarmMails: ['yunwei@example.cn'],
};
const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

function add(stages: readonly StageSettings[]): { made: string[]; refused: string[] } {
  const app = new App({ context: WITHOUT_BUNDLES });
  outdirs.push(app.outdir);
  const refused: string[] = [];
  addStages(app, stages, (reason) => refused.push(reason));
  const made = app.node.children.map(({ node }) => node.id).filter((id) => id.startsWith('Gouji'));
  return { made, refused };
}

describe('production', () => {
  it('is not made before it says where it belongs and who is told, and the others are', () => {
    const { made, refused } = add([STAGES[0]!, { ...production, alarmMails: [] }]);
    expect(made.filter((id) => id.startsWith('GoujiStaging'))).toHaveLength(4);
    expect(made.filter((id) => id.startsWith('GoujiProduction'))).toEqual([]);
    expect(refused).toEqual([
      'GoujiProduction* is not made: state account, region, alarmMails of Production in cdk/stages.ts (docs/operations.md)',
    ]);
  });

  it('keeps the logs of its functions for 400 days', () => {
    const groups = ofType(synthesise([STATED]), 'AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(10);
    for (const [id, { Properties }] of groups) expect([id, Properties['RetentionInDays']]).toEqual([id, 400]);
  });

  it('is not made without one of them', () => {
    const { account: _, ...homeless } = STATED;
    const { region: __, ...placeless } = STATED;
    expect([homeless, placeless, STATED].map(listMissing)).toEqual([['account'], ['region'], []]);
  });

  it('is not made with a home that is no code of a region', () => {
    const homes = ['', '柳州', '4502', '450200'].map((homeRegion) => listMissing({ ...STATED, homeRegion }));
    const refused = ['homeRegion (six digits)'];
    expect(homes).toEqual([refused, refused, refused, []]);
  });

  it('is made where it does, there and nowhere else', () => {
    const { made, refused } = add([STATED]);
    expect([made.length, refused]).toEqual([4, []]);
  });
});

describe('a stage', () => {
  const stacks = synthesise([
    { ...STATED, tags: { 'cost-centre': '4711' }, architecture: 'x86_64', homeRegion: '450200' },
  ]);

  it('has its own tags on everything', () => {
    const tags = ofType(stacks, 'AWS::DynamoDB::Table').map(([, { Properties }]) => Properties['Tags']);
    expect(tags).toEqual([
      [
        { Key: 'cost-centre', Value: '4711' },
        { Key: 'project', Value: 'gouji' },
        { Key: 'stage', Value: 'production' },
      ],
    ]);
  });

  it('tells the site, and no other function, where it begins', () => {
    const told = ofType(stacks, 'AWS::Lambda::Function').flatMap(([path, { Properties }]) => {
      const variables = (Properties['Environment']?.Variables ?? {}) as Record<string, unknown>;
      return 'HOME_REGION' in variables
        ? [[path.replace(/^.*\/|[0-9A-F]+$/g, ''), variables['HOME_REGION']]]
        : [];
    });
    expect(told).toEqual([['WebFunction', '450200']]);
  });

  it('says what its functions run on', () => {
    const architectures = ofType(stacks, 'AWS::Lambda::Function').map(
      ([, { Properties }]) => Properties['Architectures'] as unknown,
    );
    expect(new Set(architectures.map(String))).toEqual(new Set(['x86_64']));
  });

  it('tells its addresses of alarms', () => {
    expect(
      ofType(stacks, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties['Endpoint']),
    ).toEqual(['yunwei@example.cn']);
  });
});

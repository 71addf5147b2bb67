/** Who signs people in, as a stage names it, and where the secrets are. */
import { describe, expect, it } from 'vitest';
import { STAGES } from '../../cdk/stages.ts';
import { ofType, synthesise, type Synthesised } from '../support/synthesised.ts';

const [stage] = STAGES;
if (!stage) throw new Error('no stage');
const variablesOf = (stacks: readonly Synthesised[]): Record<string, unknown> => {
  const [[, fn] = []] = ofType(stacks, 'AWS::Lambda::Function').filter(([id]) =>
    id.includes('/AccountFunction'),
  );
  return fn?.Properties['Environment'].Variables;
};

describe('a stage that names a provider of identities', () => {
  const stacks = synthesise([
    {
      ...stage,
      provider: {
        issuer: 'https://id.example.gov.cn/realm',
        clientId: 'gouji',
        secretName: 'gouji/provider',
        officeAcr: ['gold', 'silver'],
      },
    },
  ]);

  it('tells the function of signing in, and gives the secret as a reference', () => {
    expect(variablesOf(stacks)).toMatchObject({
      OPENID_ISSUER: 'https://id.example.gov.cn/realm',
      OPENID_CLIENT_ID: 'gouji',
      OPENID_CLIENT_SECRET: '{{resolve:secretsmanager:gouji/provider:SecretString:::}}',
      OPENID_OFFICE_ACR: 'gold silver',
    });
  });

  it('tells no other function', () => {
    const others = ofType(stacks, 'AWS::Lambda::Function').filter(([id]) => !id.includes('/AccountFunction'));
    expect(others.length).toBeGreaterThan(5);
    expect(JSON.stringify(others)).not.toMatch(/OPENID_CLIENT|SECOND_STEP_SECRET|gouji\/provider/);
    // What is demanded of offices, whoever reads sessions has to know.
    const told = others.filter(([, fn]) => JSON.stringify(fn).includes('OPENID_'));
    expect(told.map(([id]) => id)).toEqual([expect.stringContaining('/OfficeFunction')]);
    expect(told[0]?.[1].Properties['Environment'].Variables).toMatchObject({
      OPENID_ISSUER: 'https://id.example.gov.cn/realm',
      OPENID_OFFICE_ACR: 'gold silver',
    });
  });
});

describe.each(STAGES)('in $name', (settings) => {
  const stacks = synthesise([settings]);

  it('second steps are sealed with a secret that the deployment makes, keeps, and never writes out', () => {
    const [[id, secret] = []] = ofType(stacks, 'AWS::SecretsManager::Secret').filter(([one]) =>
      one.includes('/SecondStepSecret'),
    );
    expect(secret).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: { GenerateSecretString: { PasswordLength: 64 } },
    });
    expect(JSON.stringify(variablesOf(stacks)['SECOND_STEP_SECRET'])).toMatch(/\{\{resolve:secretsmanager:/);
    // Another id would be another secret.
    expect(id?.split('/')[1]).toMatch(/^SecondStepSecret[0-9A-F]{8}$/);
  });

  it('no provider is asked where none is named', () => {
    expect(Object.keys(variablesOf(stacks)).filter((name) => name.startsWith('OPENID_'))).toEqual([]);
  });
});

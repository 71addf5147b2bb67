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
    expect(JSON.stringify(others)).not.toMatch(/OPENID_|SECOND_STEP_SECRET|secretsmanager/);
  });
});

describe.each(STAGES)('in $name', (settings) => {
  const stacks = synthesise([settings]);

  it('second steps are sealed with a secret that the deployment makes, keeps, and never writes out', () => {
    const [[id, secret] = []] = ofType(stacks, 'AWS::SecretsManager::Secret');
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

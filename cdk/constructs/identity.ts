/** How people show who they are: a provider of identities where the stage names one, and the secret that second steps are sealed with. */
import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { EnvironmentOf } from '../environments.ts';
import type { StageSettings } from '../stages.ts';

/** What is demanded of offices: whoever reads sessions has to know it. */
export const describeDemand = ({ provider }: StageSettings) =>
  ({
    OPENID_ISSUER: provider?.issuer,
    OPENID_OFFICE_ACR: provider?.officeAcr?.join(' '),
    OPENID_OFFICE_AMR: provider?.officeAmr?.join(' '),
  }) satisfies Partial<EnvironmentOf<'office'>>;

/** Secrets stand in the template as references: CloudFormation reads them from the store as it deploys. */
export const describeProvider = (settings: StageSettings) => {
  const { provider } = settings;
  return {
    ...describeDemand(settings),
    OPENID_CLIENT_ID: provider?.clientId,
    OPENID_CLIENT_SECRET: provider?.secretName && readSecret(provider.secretName),
    OPENID_CLIENT_KEY: provider?.keyName && readSecret(provider.keyName),
    OPENID_NAME: provider?.name,
    OPENID_SCOPE: provider?.scope,
    OPENID_MAIL_CLAIM: provider?.mailClaim,
    OPENID_NAME_CLAIM: provider?.nameClaim,
    OPENID_UNVERIFIED_MAIL: provider?.acceptsUnverifiedMail === true ? 'accept' : undefined,
  } satisfies Partial<EnvironmentOf<'account'>>;
};

const readSecret = (name: string): string => SecretValue.secretsManager(name).unsafeUnwrap();

/** Made once and kept: with another one nobody's telephone would do any more. */
export function makeSecondStepSecret(scope: Construct): string {
  const secret = new Secret(scope, 'SecondStepSecret', {
    description:
      'What second steps are sealed with in the table. Without it every office enrols its telephone anew.',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Turned by itself it would lock every office out: what it sealed opens under it alone.',
  });
  return secret.secretValue.unsafeUnwrap();
}

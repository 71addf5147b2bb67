/** What the distribution shows to functions behind an HTTP API, so that nobody asks them at the API's own address. */
import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** In the template it is a reference, as every secret: CloudFormation reads it from the store as it deploys. */
export function makeOriginSecret(scope: Construct): string {
  const secret = new Secret(scope, 'OriginSecret', {
    description:
      'What CloudFront shows to the functions behind it. Another one holds from the next deployment on.',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Distribution and functions have it by the same deployment; turned between two, all would be refused.',
  });
  return secret.secretValue.unsafeUnwrap();
}

/** What the bucket's policy says of how objects are stored, one machine's S3 says, too: of each header that could make one unreadable. */
import { expect, it } from 'vitest';
import { checkStorage } from '../../local/authority/permissions.ts';
import { ofType, synthesise } from '../support/synthesised.ts';

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Condition?: Conditions;
}

const statements = ofType(synthesise(), 'AWS::S3::BucketPolicy').flatMap(
  ([, { Properties }]) => Properties['PolicyDocument'].Statement as Statement[],
);
const denials = statements.filter(
  ({ Effect, Condition = {} }) =>
    Effect === 'Deny' &&
    Object.values(Condition).every((keys) => Object.keys(keys).every((key) => key.startsWith('s3:x-amz-'))) &&
    Object.keys(Condition).length > 0,
);

const holds = (operator: string, expected: string, stated: string | undefined): boolean => {
  switch (operator) {
    case 'Null':
      return (stated === undefined) === (expected === 'true');
    case 'StringNotEquals':
      return stated !== expected;
    default:
      throw new Error(`the test knows no ${operator}`);
  }
};
const isDeniedOnAws = (headers: Readonly<Record<string, string>>): boolean =>
  denials.some(({ Condition = {} }) =>
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) => holds(operator, expected, headers[key.slice(3)])),
    ),
  );
const isDeniedHere = (headers: Readonly<Record<string, string>>): boolean => {
  try {
    checkStorage((name) => headers[name]);
    return false;
  } catch {
    return true;
  }
};

const ENCRYPTION = 'x-amz-server-side-encryption';
it.each<[Record<string, string>, boolean]>([
  [{}, false],
  ...['STANDARD', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR', 'STANDARD_IA', 'INTELLIGENT_TIERING'].map(
    (name): [Record<string, string>, boolean] => [{ 'x-amz-storage-class': name }, name !== 'STANDARD'],
  ),
  ...['AES256', 'aws:kms', 'aws:kms:dsse'].map((name): [Record<string, string>, boolean] => [
    { [ENCRYPTION]: name },
    name !== 'AES256',
  ]),
  [{ [ENCRYPTION]: 'aws:kms', [`${ENCRYPTION}-aws-kms-key-id`]: 'arn:aws:kms:::key/another' }, true],
  [{ [`${ENCRYPTION}-customer-algorithm`]: 'AES256' }, true],
  [{ 'x-amz-storage-class': 'STANDARD', [ENCRYPTION]: 'AES256' }, false],
])('%j is refused here and there: %s', (headers, isRefused) => {
  expect(denials.length).toBeGreaterThan(0);
  expect([isDeniedOnAws(headers), isDeniedHere(headers)]).toEqual([isRefused, isRefused]);
});

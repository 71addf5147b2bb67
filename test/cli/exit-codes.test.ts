/** Which exit the families of errors lead to, and what is said of them. */
import { describe, expect, it } from 'vitest';
import { EXIT, chooseExit, describeFailure } from '../../cli/exit-codes.ts';
import { translateError } from '../../shared/adapters/translate-error.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';

const sdkError = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(`says ${name}`), { name, $metadata: { httpStatusCode } });

describe('the exit of', () => {
  it.each([
    ['a store that nobody hears of', translateError(sdkError('TimeoutError')), EXIT.unavailable],
    ['a lost race', new UnavailableError('lost 8 races'), EXIT.unavailable],
    [
      'a store that answers that it can’t',
      translateError(sdkError('InternalServerError', 500)),
      EXIT.failure,
    ],
    ['a store that is asked too much', translateError(sdkError('ThrottlingException', 400)), EXIT.failure],
    ['a store that refuses', translateError(sdkError('AccessDenied', 403)), EXIT.refused],
    ['what can never succeed', new PermanentError('no'), EXIT.failure],
  ])('%s', (_, error, exit) => {
    expect(chooseExit(error)).toBe(exit);
  });
});

it('is told with what the error means', () => {
  expect(describeFailure(translateError(sdkError('TimeoutError')))).toBe(
    '系统的存储没有应答 / the system’s store does not answer: says TimeoutError',
  );
  expect(describeFailure(translateError(sdkError('AccessDenied', 403)))).toBe(
    '系统的存储不允许 / the system’s store refuses: says AccessDenied',
  );
  expect(describeFailure(translateError(sdkError('InternalServerError', 500)))).toBe(
    'says InternalServerError',
  );
});

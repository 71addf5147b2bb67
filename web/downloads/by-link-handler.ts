/** Downloads behind an HTTP API, which streams nothing. */
import type { AfterAnswer } from '../../shared/runtime/after-answer.ts';
import type { Observer } from '../../shared/runtime/observe.ts';
import { functionUrlHandler } from '../http/function-url.ts';
import { answerByLink, type Answer, type ByLinkDeps } from './by-link.ts';

export function createByLinkHandler(
  answer: Answer,
  {
    observer,
    following,
    ...deps
  }: Omit<ByLinkDeps, 'onFailure'> & AfterAnswer & { readonly observer: Observer },
) {
  const onFailure = (error: unknown): void => observer.failed('a file was not made', error, {});
  return following(functionUrlHandler(answerByLink(answer, { ...deps, onFailure }), observer.flush));
}

import type { Context } from 'aws-lambda';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import {
  checkPublications,
  chooseYearToCheck,
  type CheckDeps,
  type Checked,
} from '../../shared/pipeline/check-publications.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** The longest that one look takes, with what is left to do after the last. */
const LAST_LOOK_MS = 90_000;

interface Deps extends CheckDeps {
  readonly observer: Observer;
  readonly isOn: boolean;
}

/** The schedule's event says nothing; `year` may be given where somebody asks for one. */
export function createHandler({ observer, isOn, ...deps }: Deps) {
  return flushAfter(
    observer,
    async (
      event: { readonly year?: number },
      { getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>,
    ): Promise<Checked | 'off'> => {
      if (!isOn) return 'off';
      const checked = await checkPublications(deps, {
        year: event.year ?? chooseYearToCheck(deps.now()),
        hasTime: () => getRemainingTimeInMillis() > LAST_LOOK_MS,
      });
      observer.event('publications checked', { ...checked });
      observer.count('PublicationsChecked', checked.looked);
      return checked;
    },
  );
}

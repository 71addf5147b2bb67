import type { PageContext } from './page-context.ts';

/** Where `client/fresh.ts` says that there are newer figures; nothing is in it before, and nothing moves then. */
export const FreshNotice = ({ page: { t, version } }: { page: PageContext }) =>
  version === undefined ? (
    <></>
  ) : (
    <div class="fresh" role="status" data-version={version}>
      <template>
        <div>
          <p>{t.fresh.changed}</p>
          <button type="button" class="button button-main">
            {t.fresh.reload}
          </button>
          <button type="button" class="button">
            {t.fresh.later}
          </button>
        </div>
      </template>
    </div>
  );

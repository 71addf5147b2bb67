/** The frame of the check page; its script (client/check.tsx) fills the rest, from what the browser alone is given. */
import { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';

export const CheckPage = ({ page }: { page: PageContext }) => {
  const t = page.t.check;
  return (
    <Layout page={page} title={t.heading} crumbs={[]} withScript="check">
      <div class="title">
        <h1>{t.heading}</h1>
        <p class="summary">{t.intro}</p>
      </div>
      <p class="local">{t.local}</p>
      <noscript>
        <div class="empty">
          <p>{t.needsScript}</p>
          <p>
            {t.byCommand}
            <br />
            <code>npx gouji validate report.json</code>
            <br />
            <code>npx gouji validate report.json --last-year last-year.json</code>
          </p>
          <p>
            {t.byApi}
            <br />
            <code>curl --data-binary @report.json …/api/v1/validate</code>
          </p>
        </div>
      </noscript>
      <div class="check-input" id="check-input" hidden>
        <label class="drop" id="check-drop">
          <input class="unseen" type="file" id="check-files" multiple />
          <b>{t.drop}</b>
          <span class="button button-main">{t.choose}</span>
          <span class="quiet">{t.dropSeveral}</span>
        </label>
        <div class="paste">
          <label for="check-text">{t.paste}</label>
          <textarea id="check-text" rows={4} spellcheck={false} autocomplete="off"></textarea>
          <button type="button" class="button" id="check-run">
            {t.run}
          </button>
        </div>
        <div class="beside" id="check-last">
          <label class="drop" id="check-last-drop">
            <input class="unseen" type="file" id="check-last-file" />
            <b>{t.lastYear.drop}</b>
            <span class="button">{t.lastYear.choose}</span>
            <span class="quiet">{t.lastYear.use}</span>
          </label>
          <p id="check-last-told" role="status"></p>
          <button type="button" class="button" id="check-last-remove" hidden>
            {t.lastYear.remove}
          </button>
        </div>
      </div>
      <p class="check-status" id="check-status" role="status"></p>
      <div id="check-result"></div>
    </Layout>
  );
};

/** Grants on the page: within one's reach and no further, once, told by mail, kept; withdrawn they are gone from open sessions. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import { planOfficers, writeOfficers } from '../../shared/pipeline/load-officers.ts';
import { countEpochMs, makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import {
  OFFICE,
  SITE,
  startAccountScene,
  type AccountScene,
  type TestBrowser,
} from '../support/account-scene.ts';
import { member } from '../support/a-desk.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { spellName } from '../../cli/spell-name.ts';

const PATH = '/account/grants';
const ROOT = 'root@example.cn';
const DISTRICT_OFFICE = 'office@liubei.example.cn';
const SCRIPT = '<script>alert(1)</script>';

let scene: AccountScene;
let city: TestBrowser;
beforeAll(async () => {
  scene = await startAccountScene();
  // Beside 450200: a code that begins alike in digits but lies in another city, and one in another province.
  const { table, now } = scene.store;
  await loadRegions(table, [
    { code: '450300', name: '桂林市' },
    { code: '450302', name: '秀峰区' },
    { code: '450000', name: '广西' },
    { code: '450206', name: '柳江区' },
  ]);
  const roster = [
    member('glj', { name: '秀峰区公路局', district: '450302' }),
    member('ljj', { name: '柳江区民政局', district: '450206' }),
  ];
  await indexAgencies(table, roster, spellName, now());
  await loadRoster(table, roster, now());
  await scene.grant([
    { mail: DISTRICT_OFFICE, name: '区办', role: 'oversight', region: '450205' },
    { mail: 'beside@example.cn', name: '邻市', role: 'oversight', region: '450300' },
    { mail: 'above@example.cn', name: '区厅', role: 'oversight', region: '450000' },
  ]);
});
afterAll(() => scene.stop());
beforeEach(async () => {
  scene.pass(60);
  city = await as(OFFICE);
});

async function as(mail: string): Promise<TestBrowser> {
  const browser = scene.browse();
  await browser.enter(mail);
  return browser;
}

const CLERK_GRANT = {
  role: 'agency',
  region: '450205',
  agency: 'sjj',
  mail: 'new@liubei.example.cn',
  name: '新人',
};

/** The hidden fields of the page's form that leads to `action`. */
async function readForm(response: Response, action: string): Promise<Record<string, string>> {
  const html = await response.text();
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(html)?.[1];
  if (form === undefined)
    throw new Error(`no form to ${action} in ${html.slice(html.indexOf('<main'), html.indexOf('</main>'))}`);
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [
        name,
        value
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'"),
      ],
    ),
  );
}

const preview = async (browser: TestBrowser, fields: Record<string, string>) =>
  readForm(await browser.post(`${PATH}/preview`, fields), PATH);
const give = async (browser: TestBrowser, fields: Record<string, string>): Promise<Response> =>
  browser.post(PATH, await preview(browser, fields));
async function withdraw(
  browser: TestBrowser,
  mail: string,
  granted: string,
  why = '调离',
): Promise<Response> {
  const asked = await browser.post(`${PATH}/withdraw/preview`, { mail, granted });
  return browser.post(`${PATH}/withdraw`, { ...(await readForm(asked, `${PATH}/withdraw`)), why });
}
const leadsTo = (response: Response): string | null => response.headers.get('location');
const list = async (browser: TestBrowser, query = ''): Promise<string> =>
  (await browser.get(`${PATH}${query}`)).text();

async function trail(scope = '450000'): Promise<AuditEntry[]> {
  return scene.store.trail.ofMonth(scope, scene.now().slice(0, 7));
}
const acts = async (mail: string, scope?: string): Promise<string[]> =>
  (await trail(scope)).filter(({ detail }) => detail.startsWith(`${mail} `)).map(({ act }) => act);

describe('a grant', () => {
  it('is looked over first, holds at once, is told by a mail that signs nobody in, kept and in the trail', async () => {
    const before = scene.mails.length;
    const shown = await city.post(`${PATH}/preview`, CLERK_GRANT);
    expect(shown.status).toBe(200);
    expect(await acts(CLERK_GRANT.mail)).toEqual([]);
    const done = await give(city, CLERK_GRANT);
    expect([done.status, leadsTo(done)]).toEqual([303, `${PATH}?done=granted`]);

    const mail = scene.mails.at(-1);
    expect(scene.mails.length).toBe(before + 1);
    expect(mail?.to).toBe(CLERK_GRANT.mail);
    expect(mail?.text).toContain('李主任授权您：柳北区审计局');
    expect(mail?.text).toContain(`${SITE}/account/sign-in`);
    expect(mail?.text).not.toContain('token');

    const [entry] = (await trail()).filter(({ act }) => act === 'grant').toReversed();
    expect(entry).toMatchObject({
      by: { kind: 'person', mail: OFFICE, name: '李主任' },
      on: { kind: 'agency', agency: 'sjj', district: '450205' },
      detail: 'new@liubei.example.cn 新人 agency sjj',
    });
    expect(await scene.accounts.grantChanges(CLERK_GRANT.mail)).toMatchObject([
      { act: 'grant', by: { mail: OFFICE }, after: { role: 'agency', agency: 'sjj' } },
    ]);
    const clerk = scene.browse();
    expect((await clerk.signIn(CLERK_GRANT.mail)).status).toBe(303);
    expect(await list(city)).toMatch(/新人[\s\S]*?柳北区审计局（区划450205 450205）：机关经办人/);
  });

  it('is done once, however often the form is sent, at once or later', async () => {
    const fields = { ...CLERK_GRANT, mail: 'twice@liubei.example.cn' };
    const form = await preview(city, fields);
    const mails = scene.mails.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => city.post(PATH, form)));
    expect(answers.map(leadsTo).toSorted()).toEqual([
      `${PATH}?done=granted`,
      ...Array.from({ length: 4 }, () => `${PATH}?done=repeated`),
    ]);
    await withdraw(city, fields.mail, 'agency sjj');
    expect(leadsTo(await city.post(PATH, form))).toBe(`${PATH}?done=repeated`);
    expect(await acts(fields.mail)).toEqual(['grant', 'withdraw-grant']);
    expect(scene.mails.length).toBe(mails + 1);
    expect((await scene.accounts.grantsTo(fields.mail)).granted).toMatchObject([
      { withdrawn: { why: '调离' } },
    ]);
  });

  it('of another content under the same confirmation is not taken for done', async () => {
    const form = await preview(city, { ...CLERK_GRANT, mail: 'same@liubei.example.cn' });
    await city.post(PATH, form);
    const other = await city.post(PATH, { ...form, name: '另一人' });
    expect(other.status).toBe(400);
    expect(await other.text()).toContain('这项授权有了变化');
  });

  it('that changed since it was looked at is looked at again', async () => {
    const fields = { ...CLERK_GRANT, mail: 'race@liubei.example.cn' };
    const stale = await preview(city, { ...fields, to: '2026-12-31' });
    await give(await as(DISTRICT_OFFICE), fields);
    const refused = await city.post(PATH, stale);
    expect(refused.status).toBe(400);
    expect((await scene.accounts.grantsTo(fields.mail)).granted).toMatchObject([
      { by: { mail: DISTRICT_OFFICE } },
    ]);
  });

  it.each([
    ['an agency of its own subtree', { ...CLERK_GRANT, mail: 'a1@example.cn' }, 200],
    ['an agency of the city beside', { ...CLERK_GRANT, region: '450302', agency: 'glj' }, 400],
    // The region that is shown is the form's alone: the agency's own place decides.
    ['one of the city beside, under a region of its own', { ...CLERK_GRANT, agency: 'glj' }, 400],
    [
      'its own region, to a colleague',
      { role: 'oversight', region: '450200', mail: 'a2@example.cn', name: '同事' },
      200,
    ],
    [
      'a district of its own',
      { role: 'oversight', region: '450206', mail: 'a3@example.cn', name: '区' },
      200,
    ],
    ['the city beside', { role: 'oversight', region: '450300', mail: 'a4@example.cn', name: '邻' }, 400],
    ['the province above', { role: 'oversight', region: '450000', mail: 'a5@example.cn', name: '上' }, 400],
    ['the nation', { role: 'oversight', region: '000000', mail: 'a6@example.cn', name: '国' }, 400],
    [
      'a region that is no code',
      { role: 'oversight', region: '45020', mail: 'a7@example.cn', name: '短' },
      400,
    ],
    [
      'a region that nobody loaded',
      { role: 'oversight', region: '450299', mail: 'a8@example.cn', name: '无' },
      400,
    ],
    ['an operator', { role: 'operator', mail: 'a9@example.cn', name: '管' }, 403],
    ['no role that there is', { role: 'king', mail: 'a10@example.cn', name: '王' }, 200],
  ])('by a city’s office: %s', async (_, fields, status) => {
    const shown = await city.post(`${PATH}/preview`, fields);
    expect(shown.status).toBe(status);
    const isPossible = (await shown.text()).includes('name="seen"');
    expect(isPossible).toBe(status === 200 && fields.role !== 'king');
    // And none without the page in between.
    if (!isPossible) {
      await city.post(PATH, { ...fields, id: 'x'.repeat(43), seen: '' });
      const { granted } = await scene.accounts.grantsTo(fields.mail);
      expect(granted.filter(({ mail }) => /^a\d/.test(mail))).toEqual([]);
    }
  });

  it('by a district’s office reaches its own district and neither the next one nor the city', async () => {
    const district = await as(DISTRICT_OFFICE);
    for (const [fields, status] of [
      [{ role: 'oversight', region: '450205', mail: 'd1@example.cn', name: '甲' }, 200],
      [{ role: 'oversight', region: '450206', mail: 'd1@example.cn', name: '甲' }, 400],
      [{ role: 'oversight', region: '450200', mail: 'd1@example.cn', name: '甲' }, 400],
      [{ ...CLERK_GRANT, region: '450205', agency: 'ljj' }, 400],
    ] as const)
      expect([(await district.post(`${PATH}/preview`, fields)).status, fields.region]).toEqual([
        status,
        fields.region,
      ]);
  });

  it('is nobody’s own to widen, nor to prolong', async () => {
    for (const fields of [
      { ...CLERK_GRANT, mail: OFFICE },
      { ...CLERK_GRANT, mail: OFFICE.toUpperCase() },
      { role: 'oversight', region: '450200', mail: OFFICE, name: '李主任', to: '2030-01-01' },
    ]) {
      const shown = await city.post(`${PATH}/preview`, fields);
      expect(shown.status).toBe(400);
      expect(await shown.text()).toContain('不能改动自己的授权');
    }
  });

  it('says what is wrong with what was typed, field by field, and keeps it', async () => {
    const shown = await city.post(`${PATH}/preview?lang=en`, {
      ...CLERK_GRANT,
      agency: '',
      mail: 'nobody',
      name: 'x'.repeat(51),
      from: '2026-13-01',
      to: '2026-02-30',
    });
    expect(shown.status).toBe(400);
    const html = await shown.text();
    for (const part of [
      'Choose an agency.',
      'This is no mail address',
      'up to 50 characters',
      'value="nobody"',
    ])
      expect(html).toContain(part);
    expect(html.match(/This is no day/g)).toHaveLength(2);
    const turned = await city.post(`${PATH}/preview`, {
      ...CLERK_GRANT,
      from: '2027-02-01',
      to: '2027-01-01',
    });
    expect(await turned.text()).toContain('The last day is before the first');
    const past = await city.post(`${PATH}/preview`, { ...CLERK_GRANT, to: '2026-01-01' });
    expect(await past.text()).toContain('its last day is past');
  });

  it('names nobody anew who has more', async () => {
    const district = await as(DISTRICT_OFFICE);
    await give(district, { ...CLERK_GRANT, mail: ROOT, name: '假名' });
    const root = await as(ROOT);
    expect(await (await root.get('/account/sessions')).text()).toContain(
      '管理员 <span class="quiet">root@example.cn',
    );
  });

  it('to whom the mail does not reach is granted all the same, and whoever granted it is told', async () => {
    const browser = scene.browse({
      send: () => Promise.resolve({ state: 'refused', reason: 'no such mailbox' } as never),
    });
    await browser.enter(OFFICE);
    const done = await give(browser, { ...CLERK_GRANT, mail: 'unreached@example.cn' });
    expect(leadsTo(done)).toBe(`${PATH}?done=unmailed`);
    expect((await scene.accounts.grantsTo('unreached@example.cn')).granted).toHaveLength(1);
    expect(await list(city, '?done=unmailed')).toContain('请自行告知本人');
  });

  it('shows what people are called as text', async () => {
    await give(city, { ...CLERK_GRANT, mail: 'script@example.cn', name: SCRIPT });
    const html = await list(city, '?region=450205');
    expect(html).not.toContain(SCRIPT);
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(scene.mails.at(-1)?.html).not.toContain(SCRIPT);
    expect(scene.mails.at(-1)?.subject).not.toContain('script');
  });
});

describe('a withdrawal', () => {
  it('ends what it withdraws in sessions that are open, with its reason, and leaves the rest', async () => {
    const mail = 'leaves@liubei.example.cn';
    await give(city, { ...CLERK_GRANT, mail });
    await give(city, { ...CLERK_GRANT, agency: 'jyj', mail });
    const clerk = scene.browse();
    await clerk.signIn(mail);
    const own = async (): Promise<string> => (await clerk.get('/account/sessions')).text();
    expect(await own()).toContain('柳北区审计局：机关经办人');
    expect(leadsTo(await withdraw(city, mail, 'agency sjj', '不再经办'))).toBe(`${PATH}?done=withdrawn`);
    expect(await own()).not.toContain('柳北区审计局');
    expect(await own()).toContain('柳北区教育局');
    await withdraw(city, mail, 'agency jyj');
    expect((await clerk.get('/account/sessions')).status).toBe(303);
    expect(
      (await trail()).find(
        ({ act, detail }) => act === 'withdraw-grant' && detail.startsWith(`${mail} 新人 agency sjj`),
      ),
    ).toMatchObject({
      on: { agency: 'sjj' },
      detail: `${mail} 新人 agency sjj: 不再经办`,
    });
    expect(await list(city, '?region=450205')).not.toContain(mail);
    expect(await list(city, '?region=450205&ended=yes')).toContain('已收回：不再经办');
  });

  it('takes an office’s rights from a session in which it is at work', async () => {
    const mail = 'colleague@example.cn';
    await give(city, { role: 'oversight', region: '450205', mail, name: '同事' });
    await give(city, { ...CLERK_GRANT, mail });
    const colleague = await as(mail);
    expect((await colleague.get(PATH)).status).toBe(200);
    await withdraw(city, mail, 'oversight 450205');
    expect((await colleague.get(PATH)).status).toBe(403);
    expect((await colleague.post(`${PATH}/preview`, CLERK_GRANT)).status).toBe(403);
  });

  it('by two offices at once is one', async () => {
    const mail = 'both@liubei.example.cn';
    await give(city, { ...CLERK_GRANT, mail });
    const district = await as(DISTRICT_OFFICE);
    const answers = await Promise.all([
      withdraw(city, mail, 'agency sjj', '甲'),
      withdraw(district, mail, 'agency sjj', '乙'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await acts(mail)).toEqual(['grant', 'withdraw-grant']);
  });

  it('is written over what was looked at, and over nothing else', async () => {
    const mail = 'sixth@liubei.example.cn';
    await give(city, { ...CLERK_GRANT, mail });
    const [before] = (await scene.accounts.grantsTo(mail)).granted;
    if (!before) throw new Error('nothing was granted');
    const on = { kind: 'agency', agency: 'sjj', district: '450205' } as const;
    const at = scene.now();
    const by = { kind: 'operator' } as const;
    // Each has looked at the same grant.
    const written = await Promise.all(
      ['甲', '乙', '丙'].map((name) =>
        scene.accounts.changeGrant({
          change: {
            id: name,
            act: 'grant',
            at,
            by,
            before,
            after: { ...before, name, since: makeInstant(countEpochMs(before.since) + 1) },
          },
          on,
          entry: { id: `${mail} ${name}`, at, by, act: 'grant', on, detail: `${mail} ${name}` },
        }),
      ),
    );
    expect(written.toSorted()).toEqual(['outdated', 'outdated', 'written']);
    // What was not written has left nothing behind.
    expect(await scene.accounts.grantChanges(mail)).toHaveLength(2);
    expect(await acts(mail)).toEqual(['grant', 'grant']);
  });

  it('wants a reason', async () => {
    const mail = 'why@liubei.example.cn';
    await give(city, { ...CLERK_GRANT, mail });
    for (const why of ['', ' ', 'x'.repeat(501)]) {
      const asked = await withdraw(city, mail, 'agency sjj', why);
      expect(asked.status).toBe(400);
      expect(await asked.text()).toContain('请填写收回的理由');
    }
    expect((await scene.accounts.grantsTo(mail)).granted[0]?.withdrawn).toBeUndefined();
  });

  it('reaches no further than a grant, and tells nothing of others', async () => {
    for (const [mail, granted] of [
      ['above@example.cn', 'oversight 450000'],
      ['beside@example.cn', 'oversight 450300'],
      ['nobody@example.cn', 'oversight 450300'],
      [ROOT, 'operator'],
    ] as const) {
      const asked = await city.post(`${PATH}/withdraw/preview`, { mail, granted });
      expect([asked.status, granted]).toEqual([403, granted]);
      const page = await asked.text();
      expect(page).not.toContain(mail);
      const forced = await city.post(`${PATH}/withdraw`, {
        mail,
        granted,
        why: 'x',
        id: 'y'.repeat(43),
        seen: '',
      });
      expect(forced.status).toBe(403);
    }
    expect((await city.post(`${PATH}/withdraw/preview`, { mail: ROOT, granted: 'king' })).status).toBe(400);
  });
});

describe('operators', () => {
  it('grant everything, and the last of them stays', async () => {
    const root = await as(ROOT);
    const second = { role: 'operator', mail: 'second@example.cn', name: '副管理员' };
    expect(leadsTo(await give(root, second))).toBe(`${PATH}?done=granted`);
    expect(await acts(second.mail, 'system')).toEqual(['grant']);
    // Nobody takes their own, so that two are needed to leave none: at once each takes the other's.
    const other = await as(second.mail);
    const answers = await Promise.all([
      withdraw(root, second.mail, 'operator'),
      withdraw(other, ROOT, 'operator'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const { grants } = await scene.accounts.operators();
    expect(grants.filter(({ withdrawn }) => !withdrawn)).toHaveLength(1);
    await scene.grant([{ mail: ROOT, name: '管理员', role: 'operator' }]);
  });

  it('are counted anew by whoever changes one after another did', async () => {
    const { revision } = await scene.accounts.operators();
    const at = scene.now();
    const by = { kind: 'operator' } as const;
    const written = await Promise.all(
      ['one', 'two'].map((name) => {
        const after = { role: 'operator', mail: `${name}@example.cn`, name, since: at, by } as const;
        const on = { kind: 'system' } as const;
        return scene.accounts.changeGrant({
          change: { id: name, act: 'grant', at, by, after },
          on,
          entry: { id: name, at, by, act: 'grant', on, detail: '' },
          operators: revision,
        });
      }),
    );
    expect(written.toSorted()).toEqual(['outdated', 'written']);
  });

  it('may not be left with nobody but those whose days end', async () => {
    await writeOfficers(
      scene.accounts,
      await planOfficers(scene.accounts, [{ mail: ROOT, name: '管理员', role: 'operator' }], {
        now: scene.now(),
        by: { kind: 'operator' },
        overPage: true,
      }),
    );
    const { grants } = await scene.accounts.operators();
    const others = grants.filter(({ mail, withdrawn }) => mail !== ROOT && !withdrawn);
    const root = await as(ROOT);
    for (const { mail } of others) await withdraw(root, mail, 'operator');
    await give(root, { role: 'operator', mail: 'brief@example.cn', name: '临时', to: '2026-12-31' });
    const brief = await as('brief@example.cn');
    const asked = await brief.post(`${PATH}/withdraw/preview`, { mail: ROOT, granted: 'operator' });
    expect(asked.status).toBe(409);
    expect(await asked.text()).toContain('最后一位系统管理员');
  });
});

describe('the list', () => {
  it('shows whom one has a say over, and nobody else', async () => {
    const own = await list(city, '?region=450200');
    expect(own).toContain(DISTRICT_OFFICE);
    for (const mail of ['above@example.cn', 'beside@example.cn']) expect(own).not.toContain(`${mail}</span>`);
    expect(own).not.toContain('<td>系统管理员</td>');
    const district = await list(await as(DISTRICT_OFFICE));
    expect(district).not.toContain(`${OFFICE}</span>`);
    const root = await list(await as(ROOT));
    for (const mail of ['above@example.cn', 'beside@example.cn']) expect(root).toContain(`${mail}</span>`);
    const outside = await city.get(`${PATH}?region=450300`);
    expect(outside.status).toBe(400);
    expect(await outside.text()).not.toContain('beside@example.cn');
  });

  it('finds a region by its name, and says when somebody last signed in', async () => {
    const mail = 'seen@liujiang.example.cn';
    await give(city, { role: 'agency', region: '柳江区', agency: 'ljj', mail, name: '柳江' });
    expect(await list(city, '?region=柳江区')).toMatch(/seen@liujiang[\s\S]*?<td>–<\/td>/);
    await scene.browse().signIn(mail);
    expect(await list(city, '?region=450206%20柳江区')).toMatch(
      /seen@liujiang[\s\S]*?<td>2026-06-\d\d \d\d:\d\d<\/td>/,
    );
  });

  it('goes on page by page, each person once', async () => {
    await scene.grant(
      Array.from({ length: 120 }, (_, i) => ({
        mail: `p${i}@liujiang.example.cn`,
        name: `甲${i}`,
        role: 'agency' as const,
        agency: 'ljj',
      })),
    );
    const seen: string[] = [];
    let address: string | undefined = `${PATH}?region=450206`;
    for (let pages = 0; address !== undefined && pages < 9; pages++) {
      const html: string = await (await city.get(address)).text();
      seen.push(...[...html.matchAll(/(p\d+)@liujiang.example.cn</g)].map(([, name = '']) => name));
      address = /rel="next" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 120 }, (_, i) => `p${i}`).toSorted());
  });

  it('is refused to clerks, and to an office before its second step', async () => {
    const clerk = scene.browse();
    await clerk.signIn('two@liubei.example.cn');
    const waiting = scene.browse();
    await waiting.signIn(OFFICE);
    for (const browser of [clerk, waiting])
      for (const asked of [
        await browser.get(PATH),
        await browser.get(`${PATH}/new`),
        await browser.post(`${PATH}/preview`, CLERK_GRANT),
        await browser.post(PATH, CLERK_GRANT),
        await browser.post(`${PATH}/withdraw`, { mail: DISTRICT_OFFICE, granted: 'oversight 450205' }),
      ])
        expect(asked.status).toBe(403);
    expect((await scene.browse().get(PATH)).status).toBe(303);
    const foreign = await city.post(PATH, CLERK_GRANT, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
  });
});

describe('a list of officers that is loaded again', () => {
  const load = async (
    line: { mail: string; name: string; to?: ReturnType<typeof toIsoDay> },
    overPage = false,
  ) => {
    const plan = await planOfficers(scene.accounts, [{ ...line, role: 'agency', agency: 'sjj' }], {
      now: scene.now(),
      by: { kind: 'operator' },
      overPage,
    });
    await writeOfficers(scene.accounts, plan);
    return plan;
  };

  it('leaves what was withdrawn on the page withdrawn, says so, and undoes it only when told to', async () => {
    const line = { mail: 'file@liubei.example.cn', name: '名单' };
    expect((await load(line)).changes).toHaveLength(1);
    await withdraw(city, line.mail, 'agency sjj');
    expect(await load(line)).toMatchObject({
      changes: [],
      kept: [{ grant: { withdrawn: { why: '调离' } } }],
    });
    expect((await scene.accounts.grantsTo(line.mail)).granted[0]?.withdrawn).toBeDefined();
    expect((await load(line, true)).changes).toHaveLength(1);
    expect((await scene.accounts.grantsTo(line.mail)).granted[0]?.withdrawn).toBeUndefined();
    expect(await acts(line.mail)).toEqual(['grant', 'withdraw-grant', 'grant']);
  });

  it('leaves what was granted on the page, and changes what the file granted itself', async () => {
    const line = { mail: 'page@liubei.example.cn', name: '新人' };
    await give(city, { ...CLERK_GRANT, mail: line.mail });
    expect(await load(line)).toMatchObject({ changes: [], kept: [], unchanged: [{}] });
    expect(await load({ ...line, to: toIsoDay('2027-01-01') })).toMatchObject({ changes: [], kept: [{}] });
    const own = { mail: 'own@liubei.example.cn', name: '名单' };
    await load(own);
    expect((await load({ ...own, name: '改名' })).changes).toHaveLength(1);
  });

  it('lets those be found by place whom an earlier version loaded', async () => {
    const line = { mail: 'old@liubei.example.cn', name: '旧人' };
    await load(line);
    await scene.accounts.moveAgencyGrants('sjj', '450205', '450206');
    expect(await list(city, '?region=450205')).not.toContain(line.mail);
    await load(line);
    expect(await list(city, '?region=450205')).toContain(line.mail);
  });
});

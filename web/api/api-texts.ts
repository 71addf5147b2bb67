/** Words of the page /api: apart, so that no script takes them along. */
import type { Lang } from '../texts/language.ts';

interface ApiPageTexts {
  readonly title: string;
  readonly intro: string;
  readonly openApi: string;
  readonly facts: readonly string[];
  readonly operations: string;
  readonly inPath: string;
  readonly inQuery: string;
  readonly call: string;
  readonly answer: string;
}

export const API_PAGE_TEXTS: Readonly<Record<Lang, ApiPageTexts>> = {
  'zh-CN': {
    title: '数据接口 API',
    intro: '页面上的每个数字都可以用 JSON 取得，人人可用，不需要密钥。',
    openApi: '是全部接口的 OpenAPI 3.1 描述，可供工具生成客户端。',
    facts: [
      '接口稳定：只增加字段，不改变已有的。没有的值是 null，不是零。',
      '答复带版本（ETag）。再次请求时带上 If-None-Match，没有变化就答 304，不带正文。',
      '其他网站的脚本可以读取（CORS）。填了 limit 的名单会分页，Link 头给出下一页。',
      '报送的程序要出示程序凭据的令牌（/account/credentials），脚本不能从其他网站的页面调用。',
      '出错时的答复是问题详情（RFC 9457）：detail 说明哪里不对、怎么办，语言依 Accept-Language。',
    ],
    operations: '可以取得什么',
    inPath: '在路径中',
    inQuery: '在查询中',
    call: '调用',
    answer: '答复示例（名单和数字有删节）',
  },
  en: {
    title: 'API',
    intro: 'Every figure that the pages show, as JSON, for anybody and without a key.',
    openApi: 'describes all of it as OpenAPI 3.1, for tools that make clients.',
    facts: [
      'Stable: fields are added, none is changed. An absent value is null, never zero.',
      'Answers tell their version (ETag). Asked again with If-None-Match, an unchanged one is answered 304, without a body.',
      'Scripts of other sites may read it (CORS). Lists come in pages where limit is given; Link leads to the next one.',
      'Programs that file show the token of a credential (/account/credentials); no script of another site can ask for them.',
      'Errors are problem details (RFC 9457): detail says what is wrong and what to do, in English or Chinese by Accept-Language.',
    ],
    operations: 'What can be asked',
    inPath: 'in the path',
    inQuery: 'in the query',
    call: 'Call',
    answer: 'Example answer (lists and figures shortened)',
  },
};

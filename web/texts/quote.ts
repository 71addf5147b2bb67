/** Words about quoting a page, and about the document that was filed: pages of regions and agencies alone have them. */
import type { Lang } from './language.ts';

const zhCn = {
  quote: {
    link: '引用',
    source: (title: string, instant: string) => `（来源：勾稽，《${title}》，截至 ${instant}（北京时间），`,
    end: '）',
    copy: '复制',
    copied: '已复制',
    byInstant: '链接始终显示这一时刻的数字。',
    byDay: '链接始终显示当日结束时的数字。',
    agency: (name: string, year: number, received: string, results: string) =>
      `${name}${year}年收到政府信息公开申请 ${received} 件，办结 ${results} 件。`,
  },
  original: {
    link: '下载报送的原文件（JSON）',
    check: '下载后算出的 SHA-256 应为',
    kept: {
      'private-data': '报送的原文件不提供下载：文字中有个人隐私数据。',
      redacted: '报送的原文件不提供下载：文字已由管理员永久删去。',
      office: '报送的原文件不提供下载：主管部门暂不公开其中的文字。',
    },
  },
};

const en: typeof zhCn = {
  quote: {
    link: 'Quote this',
    source: (title, instant) => ` (Source: Gouji, “${title}”, as of ${instant} China time, `,
    end: ')',
    copy: 'Copy',
    copied: 'Copied',
    byInstant: 'The link always shows the figures of this instant.',
    byDay: 'The link always shows the figures of the end of this day.',
    agency: (name, year, received, results) =>
      `${name} received ${received} applications in ${year}, and closed ${results}.`,
  },
  original: {
    link: 'The document as it was filed (JSON)',
    check: 'its SHA-256 is to be',
    kept: {
      'private-data': 'The document as it was filed is not given: its text has private data.',
      redacted: 'The document as it was filed is not given: an operator took its text away for good.',
      office: 'The document as it was filed is not given: the office keeps its text back for now.',
    },
  },
};

export const QUOTE_TEXTS: Readonly<Record<Lang, typeof zhCn>> = { 'zh-CN': zhCn, en };

/** Words of the page that says where an agency's information is to be had. */
import type { Lang } from './language.ts';

const disclosureZhCn = {
  title: (name: string) => `${name}：公开指南、目录和查阅点`,
  years: '历年报告',
  nothing: '还没有登记这个机关的公开指南、目录和查阅点。',
  invented: '网址、地址、电话和日期由程序生成，不是真实的。',
  documents: '指南和目录',
  guide: '政府信息公开指南',
  catalogue: '政府信息公开目录',
  missing: '没有登记。',
  updated: (day: string) => `最近更新 ${day}`,
  notStated: '没有写明更新日期',
  outdated: '已超过一年没有更新',
  qr: (title: string) => `${title}的二维码`,
  contact: '受理机构',
  points: '查阅点',
  noPoints: '没有登记查阅点。',
  reviews: '社会评议结果',
  review: '社会评议结果',
  columns: { title: '名称', address: '地址', hours: '开放时间', phone: '电话', mail: '邮箱', url: '网址' },
  source: (day: string) => `由名录的管理者登记，${day} 载入；只有现在的情况。`,
};

const disclosureEn: typeof disclosureZhCn = {
  title: (name) => `${name}: guide, catalogue and reading points`,
  years: 'Reports by year',
  nothing: 'Nobody has registered a guide, a catalogue or reading points of this agency yet.',
  invented: 'addresses, telephones and days are made by a program, and not real.',
  documents: 'Guide and catalogue',
  guide: 'Guide to disclosure',
  catalogue: 'Catalogue of disclosure',
  missing: 'Not registered.',
  updated: (day) => `Last updated ${day}`,
  notStated: 'No day of update stated',
  outdated: 'not updated for more than a year',
  qr: (title) => `QR code of: ${title}`,
  contact: 'Where to apply',
  points: 'Reading points',
  noPoints: 'No reading points are registered.',
  reviews: 'Results of public review (社会评议)',
  review: 'Results of public review',
  columns: {
    title: 'Name',
    address: 'Address',
    hours: 'Open',
    phone: 'Telephone',
    mail: 'Mail',
    url: 'Address on the web',
  },
  source: (day) => `Registered by whoever keeps the roster, loaded ${day}; told as it is now alone.`,
};

export const DISCLOSURE_TEXTS: Readonly<Record<Lang, typeof disclosureZhCn>> = {
  'zh-CN': disclosureZhCn,
  en: disclosureEn,
};

/** Where the information of three of the synthetic city's agencies is to be had: one as it should be, one out of date, one in part. */
import { toIsoDay } from '../shared/domain/basics/calendar.ts';
import type { StatedDisclosure } from '../shared/contracts/files/disclosure-file.ts';

const SITE = 'https://www.example.org/zfxxgk';
const HOURS = '工作日 9:00–12:00、13:00–17:00';

export const DISCLOSURES: readonly StatedDisclosure[] = [
  {
    agency: '450205-jyj',
    disclosure: {
      guide: { url: `${SITE}/lbq-jyj/guide.html`, updated: toIsoDay('2026-03-20') },
      catalogue: { url: `${SITE}/lbq-jyj/catalogue.html`, updated: toIsoDay('2026-05-06') },
      contact: {
        title: '柳北区教育局办公室',
        address: '柳北区教育局一楼 102 室',
        hours: HOURS,
        phone: '0772-0000001',
        mail: 'zfxxgk@example.org',
      },
      points: [
        { title: '柳北区档案馆', address: '柳北区档案馆二楼查阅大厅', hours: HOURS, phone: '0772-0000002' },
        { title: '柳北区图书馆', address: '柳北区图书馆一楼', hours: '周二至周日 9:00–20:00' },
      ],
      reviews: [
        {
          title: '2025年社会评议结果',
          url: `${SITE}/lbq-jyj/review-2025.html`,
          updated: toIsoDay('2026-02-10'),
        },
      ],
    },
  },
  {
    agency: '450200-zrzy',
    disclosure: {
      guide: { url: `${SITE}/lzs-zrzy/guide.html`, updated: toIsoDay('2023-06-01') },
      catalogue: { url: `${SITE}/lzs-zrzy/catalogue.html` },
      contact: { title: '柳州市自然资源和规划局政务公开科', phone: '0772-0000003' },
      points: [{ title: '柳州市政务服务中心', address: '柳州市政务服务中心三楼', hours: HOURS }],
      reviews: [],
    },
  },
  {
    agency: '450222-zfj',
    disclosure: {
      points: [{ title: '柳城县档案馆', address: '柳城县档案馆一楼', hours: HOURS }],
      reviews: [],
    },
  },
];

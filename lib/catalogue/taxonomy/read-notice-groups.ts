import * as z from 'zod';
import { attributeDefinition } from '../../values/contract';
import type { NoticeGroup } from '../schema-contract';
import table from './notice.json';

const noticeTable = z.object({
  attributes: z.record(
    z.string(),
    attributeDefinition.omit({ key: true }).extend({
      type: attributeDefinition.shape.type.default('text'),
    }),
  ),
  groups: z.array(
    z.object({
      id: z.string(),
      nameKo: z.string(),
      nameEn: z.string(),
      attributes: z.array(z.string()),
    }),
  ),
});

let groups: readonly NoticeGroup[] | undefined;

/** What Korean law makes a seller state (상품정보제공고시), by kind of product. */
export function readNoticeGroups(): readonly NoticeGroup[] {
  groups ??= readTable();
  return groups;
}

function readTable(): NoticeGroup[] {
  const { attributes, groups: rows } = noticeTable.parse(table);
  return rows.map(({ id, nameKo, nameEn, attributes: keys }) => ({
    id,
    nameKo,
    nameEn,
    draft: keys.map((key) => ({
      attribute: attributeDefinition.parse({ ...attributes[key], key }),
      coverage: null,
    })),
  }));
}

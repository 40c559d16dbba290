import * as z from 'zod';

/** Where a draft comes from, as an address carries it: `listings`, `shopify:aa-1`, `notice:wear`. */
export const draftSource = z
  .string()
  .regex(/^(?:listings|shopify:[a-z0-9-]{0,60}|notice:[a-z-]{0,40})$/)
  .transform((text) => {
    const [kind = '', id = ''] = text.split(':');
    return { kind: z.enum(['listings', 'shopify', 'notice']).parse(kind), id };
  });
export type DraftSource = z.infer<typeof draftSource>;

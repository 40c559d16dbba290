import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Proposes categories for the products of an import, or, without one, for all that wait for theirs. */
export const sortProducts = defineJob('sort-products', z.object({ importId: z.uuid().nullable() }));

import * as z from 'zod';
import { defineJob } from '../jobs/define-job';

/** Comes round every ten minutes, and writes a backup when AVENUE_BACKUP_FOLDER asks for one by now. */
export const makeBackup = defineJob('make-backup', z.looseObject({}), { maxAttempts: 1 });

import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { withAdvisoryLock } from '../../platform/advisory-lock';
import { db } from '../../platform/db';
import { readEnvironment } from '../../platform/env';
import { log } from '../../platform/log';
import { writeBackup } from './write-backup';

const settingName = 'scheduled-backup';
const ownName = /^avenue-\d{8}-\d{6}\.tar\.gz$/;

/** Who acts on the audit trail when the timetable does. */
const timetableActorId = 'timetable';

/**
 * Writes a backup when AVENUE_BACKUP_FOLDER is set and the last one is old enough by the database's
 * clock, and removes those beyond the number that is kept. Of several workers one does.
 * @returns the file, or null when none was due
 */
export async function makeDueBackup(): Promise<string | null> {
  const { AVENUE_BACKUP_FOLDER: folder } = readEnvironment();
  if (folder === undefined) return null;
  let made: string | null = null;
  await withAdvisoryLock(settingName, async () => {
    const name = await nameDueBackup();
    if (name === null) return;
    const file = path.join(folder, name);
    const written = await writeBackup(timetableActorId, file);
    await db().$executeRaw`
      INSERT INTO settings (name, value, updated_at)
      VALUES (${settingName}, jsonb_build_object('file', ${name}::text), now())
      ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, updated_at = now()`;
    log.info({ ...written }, 'backup written');
    await removeOld(folder);
    made = file;
  });
  return made;
}

/** Null when the last backup is young enough. */
async function nameDueBackup(): Promise<string | null> {
  const { AVENUE_BACKUP_HOURS: hours } = readEnvironment();
  const [row] = await db().$queryRaw<{ name: string }[]>`
    SELECT 'avenue-' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD-HH24MISS') || '.tar.gz' AS name
    WHERE NOT EXISTS (
      SELECT FROM settings WHERE name = ${settingName}
        AND updated_at > now() - ${hours}::float8 * interval '1 hour' AND updated_at <= now())`;
  return row?.name ?? null;
}

async function removeOld(folder: string): Promise<void> {
  const { AVENUE_BACKUP_KEEP: kept } = readEnvironment();
  const names = (await readdir(folder)).filter((name) => ownName.test(name)).sort();
  for (const name of names.slice(0, -kept)) await rm(path.join(folder, name));
}

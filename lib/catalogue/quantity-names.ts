/** What an amount without a name most likely is, by its unit; a lead has the last word. */
const namesByUnit: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  Hz: ['주사율', 'Refresh rate'],
  in: ['화면크기', 'Screen size'],
  cm: ['크기', 'Size'],
  mm: ['크기', 'Size'],
  m: ['길이', 'Length'],
  kg: ['무게', 'Weight'],
  g: ['중량', 'Weight'],
  L: ['용량', 'Volume'],
  ml: ['용량', 'Volume'],
  nit: ['밝기', 'Brightness'],
  ms: ['응답속도', 'Response time'],
  W: ['소비전력', 'Power'],
  V: ['전압', 'Voltage'],
  A: ['전류', 'Current'],
  Wh: ['배터리 용량', 'Battery capacity'],
  mAh: ['배터리 용량', 'Battery capacity'],
  GB: ['메모리 용량', 'Memory'],
  TB: ['저장 용량', 'Storage'],
  TOPS: ['NPU 성능', 'NPU speed'],
  dB: ['소음', 'Noise'],
  rpm: ['회전수', 'Rotation'],
  Pa: ['흡입력', 'Suction'],
  AW: ['흡입력', 'Suction'],
  'm²': ['면적', 'Area'],
  '°C': ['온도', 'Temperature'],
  kcal: ['열량', 'Energy'],
  인용: ['용량', 'Servings'],
  개: ['수량', 'Quantity'],
  매: ['매수', 'Sheets'],
  년형: ['출시연도', 'Model year'],
  등급: ['등급', 'Grade'],
};

/** A name for an amount: the words around it, else what its unit measures, under its marker. */
export function nameQuantity(
  unit: string | null,
  words: string,
  marker: string,
): { readonly nameKo: string; readonly nameEn: string } {
  if (words !== '') return { nameKo: words, nameEn: words };
  const [ko, en] = namesByUnit[unit ?? ''] ?? [unit ?? '비율', unit ?? 'Ratio'];
  return marker === ''
    ? { nameKo: ko, nameEn: en }
    : { nameKo: `${marker} ${ko}`, nameEn: `${marker} ${en}` };
}

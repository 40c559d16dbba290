import { foldForms } from './text-forms';

/**
 * One unit. `toBase` multiplies an amount, after `offset` was added, into the dimension's base
 * unit; only units of one dimension convert. Labels are what a reader sees after the number.
 */
export interface Unit {
  readonly symbol: string;
  readonly dimension: string;
  /** Counts (개, 인용, 단) measure nothing: each is a dimension of its own. */
  readonly isCount: boolean;
  readonly toBase: number;
  readonly offset: number;
  readonly labelKo: string;
  readonly labelEn: string;
  readonly spellings: readonly string[];
  /** True when a person would type amounts in it, so that the unit cycle offers it. */
  readonly isUsual: boolean;
}

/** Spellings are separated by spaces, `_` stands for a space inside one. */
type MeasureRow = readonly [
  symbol: string,
  toBase: number,
  spellings: string,
  extra?: {
    readonly ko?: string;
    readonly en?: string;
    readonly offset?: number;
    readonly isUsual?: false;
  },
];

const rare = { isUsual: false } as const;
const secondsPerDay = 86_400;
const secondsPerMonth = (365.25 / 12) * secondsPerDay;

// W, AW and Pa all state suction, VA and W both state power, and lumen and ANSI lumen both state
// brightness: no factor joins them, so each stays a dimension of its own.
const measures: Readonly<Record<string, readonly MeasureRow[]>> = {
  length: [
    ['mm', 1e-3, '밀리 밀리미터 미리 미리미터 millimeter millimeters millimetre millimetres'],
    ['cm', 1e-2, '센티 센치 센티미터 센치미터 centimeter centimeters centimetre centimetres'],
    ['m', 1, '미터 meter meters metre metres'],
    [
      'in',
      0.0254,
      "인치 인치형 inch inches 형 \" ″ ′′ '' ” “ -inch -inches -in",
      { ko: '인치', en: 'in' },
    ],
    ['km', 1e3, '킬로미터 kilometer kilometers kilometre kilometres', rare],
    ['μm', 1e-6, 'um 마이크로미터 마이크론 미크론 micron microns', rare],
    ['nm', 1e-9, '나노미터 nanometer nanometers', rare],
    ['ft', 0.3048, 'feet foot 피트', rare],
    ['yd', 0.9144, 'yard yards 야드 마', rare],
    ['mi', 1609.344, 'mile miles 마일', rare],
  ],
  area: [
    ['m²', 1, 'm2 m^2 제곱미터 평방미터 sqm sq_m'],
    ['평', 400 / 121, '평형', { ko: '평', en: 'pyeong' }],
    ['cm²', 1e-4, 'cm2 cm^2 제곱센티미터', rare],
    ['ft²', 0.09290304, 'ft2 sqft sq_ft', rare],
  ],
  mass: [
    ['g', 1, '그램 그람 gram grams gm'],
    ['kg', 1e3, '킬로그램 킬로 키로그램 키로 kilogram kilograms kgs'],
    ['mg', 1e-3, '밀리그램 미리그램 milligram milligrams'],
    ['μg', 1e-6, 'ug mcg 마이크로그램', rare],
    ['t', 1e6, '톤 ton tons tonne tonnes', rare],
    ['lb', 453.59237, 'lbs 파운드 pound pounds', rare],
    ['oz', 28.349523125, '온스 온즈 ounce ounces', rare],
    ['ct', 0.2, '캐럿 캐럿트 carat carats', rare],
    ['돈', 3.75, '', { ko: '돈', en: 'don', ...rare }],
  ],
  volume: [
    ['ml', 1e-3, '밀리리터 미리리터 미리 milliliter milliliters millilitre cc 씨씨 시시'],
    ['L', 1, '리터 리터급 liter liters litre litres ltr'],
    ['m³', 1e3, 'm3 m^3 세제곱미터 입방미터 루베', rare],
    ['cl', 1e-2, '센티리터', rare],
    ['dl', 0.1, '데시리터', rare],
    ['fl oz', 0.0295735295625, 'floz fl.oz fl._oz oz 온스 액량온스 fluid_ounce', rare],
    ['gal', 3.785411784, '갤런 gallon gallons', rare],
  ],
  force: [
    ['N', 1, '뉴턴 newton newtons'],
    ['gf', 9.80665e-3, ''],
    ['kgf', 9.80665, ''],
  ],
  torque: [
    ['N·m', 1, 'Nm N.m N-m'],
    ['kgf·m', 9.80665, 'kgf.m kg.m kgm'],
  ],
  power: [
    ['W', 1, '와트 watt watts'],
    ['kW', 1e3, '킬로와트 kilowatt kilowatts'],
    ['mW', 1e-3, '밀리와트', rare],
    ['MW', 1e6, '메가와트', rare],
    ['PS', 735.49875, '마력', rare],
    ['hp', 745.699872, 'horsepower', rare],
    ['kcal/h', 1.163, '', rare],
    ['BTU/h', 0.29307107, 'btu', rare],
  ],
  apparentPower: [
    ['VA', 1, ''],
    ['kVA', 1e3, ''],
  ],
  airPower: [['AW', 1, '에어와트 air_watt air_watts airwatt']],
  pressure: [
    ['Pa', 1, '파스칼 pascal'],
    ['kPa', 1e3, '킬로파스칼'],
    ['hPa', 1e2, '헥토파스칼', rare],
    ['MPa', 1e6, '메가파스칼', rare],
    ['bar', 1e5, '바 bars'],
    ['mbar', 1e2, '', rare],
    ['psi', 6894.757293168, '', rare],
    ['atm', 101_325, '기압', rare],
    ['mmHg', 133.322387415, '', rare],
    ['mmH2O', 9.80665, 'mmAq', rare],
  ],
  luminance: [['nit', 1, 'nits 니트 cd/m2 cd/m^2 cd/m cd 칸델라 candela']],
  luminousFlux: [
    ['lm', 1, '루멘 루맨 lumen lumens'],
    ['klm', 1e3, '', rare],
  ],
  ansiFlux: [['ANSI lm', 1, 'ANSI ANSI루멘 ANSI_루멘 안시 안시루멘 ANSI_lumen ANSI_lumens']],
  illuminance: [['lx', 1, '룩스 lux']],
  frequency: [
    ['Hz', 1, '헤르츠 hertz'],
    ['kHz', 1e3, '킬로헤르츠'],
    ['MHz', 1e6, '메가헤르츠'],
    ['GHz', 1e9, '기가헤르츠'],
  ],
  data: [
    ['B', 1, '바이트 byte bytes', rare],
    ['KB', 1e3, '킬로바이트 키로바이트', rare],
    ['MB', 1e6, '메가바이트 메가 M'],
    ['GB', 1e9, '기가바이트 기가 G'],
    ['TB', 1e12, '테라바이트 테라 T'],
    ['PB', 1e15, '페타바이트', rare],
    ['KiB', 2 ** 10, '', rare],
    ['MiB', 2 ** 20, '', rare],
    ['GiB', 2 ** 30, '', rare],
    ['TiB', 2 ** 40, '', rare],
  ],
  dataRate: [
    ['bps', 1, 'bit/s', rare],
    ['kbps', 1e3, 'kb/s kbit/s', rare],
    ['Mbps', 1e6, 'Mb/s Mbit/s 메가'],
    ['Gbps', 1e9, 'Gb/s Gbit/s 기가 G'],
    ['MB/s', 8e6, 'MBps MB/sec'],
    ['GB/s', 8e9, 'GBps GB/sec'],
  ],
  time: [
    ['ns', 1e-9, '나노초', rare],
    ['μs', 1e-6, 'us 마이크로초', rare],
    ['ms', 1e-3, '밀리초 msec millisecond milliseconds'],
    ['s', 1, '초 sec secs second seconds', { ko: '초', en: 's' }],
    ['min', 60, '분 mins minute minutes', { ko: '분', en: 'min' }],
    ['h', 3600, '시간 hr hrs hour hours', { ko: '시간', en: 'h' }],
    ['d', secondsPerDay, '일 일간 day days', { ko: '일', en: 'days' }],
    ['wk', 7 * secondsPerDay, '주 주간 week weeks', { ko: '주', en: 'weeks', ...rare }],
    ['mo', secondsPerMonth, '개월 달 month months', { ko: '개월', en: 'months' }],
    ['yr', 12 * secondsPerMonth, '년 년간 year years', { ko: '년', en: 'years' }],
  ],
  temperature: [
    ['°C', 1, 'ºC ˚C 도 도씨 ° º ˚ celsius'],
    ['°F', 5 / 9, 'ºF ˚F 화씨 fahrenheit', { offset: -32 }],
    ['K', 1, '켈빈 kelvin', { offset: -273.15, isUsual: false }],
  ],
  angle: [
    ['°', 1, '도 º ˚ deg degree degrees'],
    ['rad', 180 / Math.PI, 'radian radians', rare],
  ],
  electricEnergy: [
    ['Wh', 1, '와트시'],
    ['kWh', 1e3, 'kW/h 킬로와트시'],
    ['mWh', 1e-3, '', rare],
  ],
  foodEnergy: [
    ['kcal', 4184, '칼로리 킬로칼로리 키로칼로리'],
    ['kJ', 1e3, '킬로줄'],
    ['cal', 4.184, '', rare],
    ['J', 1, '줄 joule joules', rare],
  ],
  charge: [
    ['mAh', 1, 'mA·h 밀리암페어시'],
    ['Ah', 1e3, '암페어시'],
  ],
  voltage: [
    ['V', 1, '볼트 volt volts'],
    ['mV', 1e-3, '', rare],
    ['kV', 1e3, '', rare],
  ],
  current: [
    ['A', 1, '암페어 amp amps ampere amperes'],
    ['mA', 1e-3, '밀리암페어'],
  ],
  resistance: [
    ['Ω', 1, '옴 ohm ohms'],
    ['kΩ', 1e3, 'kohm', rare],
    ['MΩ', 1e6, 'Mohm', rare],
  ],
  pixels: [
    ['px', 1, '화소 픽셀 pixel pixels', { ko: '화소', en: 'px' }],
    ['MP', 1e6, '메가픽셀 megapixel megapixels mpix'],
  ],
  speed: [
    ['m/s', 1, 'm/sec'],
    ['km/h', 1 / 3.6, 'kph 킬로미터/시'],
    ['cm/s', 1e-2, 'cm/sec', rare],
    ['mm/s', 1e-3, 'mm/sec', rare],
  ],
  flow: [
    ['L/min', 1 / 60, 'lpm 리터/분'],
    ['m³/h', 1 / 3.6, 'm3/h CMH'],
    ['m³/min', 1e3 / 60, 'm3/min CMM'],
    ['CFM', 0.47194745, 'ft3/min', rare],
  ],
  fuelEconomy: [['km/L', 1, '']],
  arealMass: [['g/m²', 1, 'g/m2 gsm']],
  neuralSpeed: [['TOPS', 1, '톱스']],
  soundLevel: [['dB', 1, 'dBA dB(A) 데시벨 decibel decibels']],
  rotation: [['rpm', 1, 'r/min']],
  printSpeed: [['ppm', 1, '']],
  frameRate: [['fps', 1, '프레임 frames/s']],
  printResolution: [['dpi', 1, 'cpi']],
  pixelDensity: [['ppi', 1, '']],
  transferRate: [['GT/s', 1, '']],
  curvature: [['R', 1, '']],
  ratio: [['%', 1, '퍼센트 프로 percent pct']],
  sweetness: [['brix', 1, '브릭스 °bx']],
  denier: [['D', 1, '데니어 denier']],
};

/** Symbol, English label, other spellings. */
const counts: readonly (readonly [symbol: string, labelEn: string, spellings?: string])[] = [
  ['개', 'pcs', '개입 입 입수 알 ea pc pcs piece pieces 피스 pack_of'],
  ['매', 'sheets', '장 매입 sheet sheets'],
  ['인용', 'persons', '인 인분 명 인승 인석 인조 person persons people servings'],
  ['구', 'outlets', '구형'],
  ['단', 'steps', '단계 단형 step steps level levels'],
  ['포', 'sachets', '스틱 sachet sachets'],
  ['정', 'tablets', 'tablet tablets tabs'],
  ['캡슐', 'capsules', 'capsule capsules caps'],
  ['병', 'bottles', 'bottle bottles'],
  ['캔', 'cans', 'can cans'],
  ['봉', 'bags', '봉지 bag bags'],
  ['팩', 'packs', 'pack packs'],
  ['박스', 'boxes', '상자 box boxes'],
  ['롤', 'rolls', 'roll rolls'],
  ['통', 'tubs', 'tub tubs'],
  ['켤레', 'pairs', '족 쌍 pair pairs'],
  ['세트', 'sets', 'set sets'],
  ['권', 'books'],
  ['포트', 'ports', 'port ports'],
  ['채널', 'ch', 'ch channel channels'],
  ['셀', 'cells', 'cell cells'],
  ['핀', 'pins', 'pin pins'],
  ['칸', 'compartments', '칸형'],
  ['도어', 'doors', 'door doors'],
  ['열', 'rows', '열식'],
  ['층', 'floors'],
  ['회', 'uses', '번 회용'],
  ['배', 'times', '배율 배속'],
  ['등급', 'grade', '급'],
  ['코어', 'cores', 'core cores'],
  ['스레드', 'threads', '쓰레드 thread threads'],
  ['비트', 'bit', 'bit bits'],
  ['색', 'colours', '컬러 color colors colour colours'],
  ['세', 'years old', '살'],
  ['호', 'no.'],
  ['근', 'geun'],
  ['마리', 'heads'],
  ['잔', 'cups', '컵 cup cups'],
  ['슬롯', 'slots', 'slot slots'],
  ['날', 'blades', '중날'],
  ['겹', 'ply', '합 ply'],
  ['홀', 'holes', 'hole holes'],
  ['키', 'keys', 'key keys'],
  ['버튼', 'buttons', 'button buttons'],
  ['종', 'kinds', '가지'],
  ['줄', 'lines'],
  ['좌석', 'seats', '석 seat seats'],
  ['대', 'units'],
  ['수', 'count'],
  ['세대', 'generation', 'gen'],
  ['페이즈', 'phases', 'phase phases'],
  ['팬', 'fans', 'fan fans'],
  ['베이', 'bays', 'bay bays'],
  ['년형', '(model year)', '년식 년도'],
];

function readSpellings(list: string): string[] {
  return list
    .split(' ')
    .filter((spelling) => spelling !== '')
    .map((spelling) => spelling.replaceAll('_', ' '));
}

export const units: readonly Unit[] = [
  ...Object.entries(measures).flatMap(([dimension, rows]) =>
    rows.map(([symbol, toBase, spellings, extra = {}]): Unit => ({
      symbol,
      dimension,
      isCount: false,
      toBase,
      offset: extra.offset ?? 0,
      labelKo: extra.ko ?? symbol,
      labelEn: extra.en ?? symbol,
      spellings: readSpellings(spellings),
      isUsual: extra.isUsual ?? true,
    })),
  ),
  ...counts.map(([symbol, labelEn, spellings = '']): Unit => ({
    symbol,
    dimension: `count:${symbol}`,
    isCount: true,
    toBase: 1,
    offset: 0,
    labelKo: symbol,
    labelEn,
    spellings: readSpellings(spellings),
    isUsual: true,
  })),
];

const bySpelling = new Map<string, Unit[]>();
const byLowerSpelling = new Map<string, Unit[]>();

function addSpelling(index: Map<string, Unit[]>, spelling: string, unit: Unit): void {
  const known = index.get(spelling) ?? [];
  if (!known.includes(unit)) index.set(spelling, [...known, unit]);
}

function addUnit(unit: Unit, spelling: string): void {
  const folded = foldForms(spelling);
  addSpelling(bySpelling, folded, unit);
  addSpelling(byLowerSpelling, folded.toLowerCase(), unit);
}

// Symbols before spellings: "°" is the unit of angles, and only then short for °C.
for (const unit of units) addUnit(unit, unit.symbol);
for (const unit of units) {
  for (const spelling of [unit.labelKo, unit.labelEn, ...unit.spellings]) addUnit(unit, spelling);
}

/**
 * Units that a spelling can mean, likeliest first: "G" is GB before g, "oz" mass before volume.
 * Case decides the order, never the answer. Empty when the spelling is unknown.
 */
export function findUnits(spelling: string): readonly Unit[] {
  const folded = foldForms(spelling).trim();
  const exact = bySpelling.get(folded) ?? [];
  const anyCase = byLowerSpelling.get(folded.toLowerCase()) ?? [];
  return [...exact, ...anyCase.filter((unit) => !exact.includes(unit))];
}

/** The unit that a schema's `unit` names; one that the table lacks is a dimension of its own. */
export function unitOf(symbol: string): Unit {
  return (
    findUnits(symbol)[0] ?? {
      symbol,
      dimension: `own:${foldForms(symbol).toLowerCase()}`,
      isCount: false,
      toBase: 1,
      offset: 0,
      labelKo: symbol,
      labelEn: symbol,
      spellings: [],
      isUsual: true,
    }
  );
}

const hangulSuffix =
  /^(?:형|급|용|짜리|들이|이상|이하|미만|초과|정도|내외|까지|부터|씩|당|의|에|로|은|는|이|가|을|를)/u;

const longestSpelling = Math.max(...[...byLowerSpelling.keys()].map(({ length }) => length));

/** "5개월" is not 5개 with a rest, "20W40" not 20 W: what follows must not belong to the word. */
function isUnitBorder(text: string, spelling: string, end: number): boolean {
  const rest = text.slice(end, end + 8);
  if (/\p{Script=Hangul}$/u.test(spelling)) {
    return spelling.length > 1 || !/^\p{Script=Hangul}/u.test(rest) || hangulSuffix.test(rest);
  }
  if (/^in$/i.test(spelling) && /^\s*\d/.test(rest)) return false;
  // "500mlx20" goes on with how many.
  if (/^[x×]\s?\d/iu.test(rest)) return true;
  return (
    !/[\p{L}\p{N}]$/u.test(spelling) || !/^[\p{Script=Latin}\p{Script=Greek}\p{N}]/u.test(rest)
  );
}

/**
 * The unit that stands at `start` of a folded text (`foldForms`), longest spelling first.
 * `own` is a unit that the caller expects and the table may lack.
 */
export function readUnitAt(
  text: string,
  start: number,
  own: Unit | null = null,
): { readonly units: readonly Unit[]; readonly end: number } | null {
  if (own !== null) {
    const symbol = foldForms(own.symbol);
    const end = start + symbol.length;
    const isThere = text.slice(start, end).toLowerCase() === symbol.toLowerCase();
    if (isThere && findUnits(symbol).length === 0 && isUnitBorder(text, symbol, end)) {
      return { units: [own], end };
    }
  }
  const ahead = text.slice(start, start + longestSpelling).toLowerCase();
  for (let { length } = ahead; length > 0; length -= 1) {
    const known = byLowerSpelling.get(ahead.slice(0, length));
    if (known === undefined) continue;
    const end = start + length;
    const spelling = text.slice(start, end);
    if (isUnitBorder(text, spelling, end)) return { units: findUnits(spelling), end };
  }
  return null;
}

/** Cuts the noise of binary fractions (27 in → 68.58 cm); twelve digits outlast every listing. */
export function roundNoise(amount: number): number {
  return Number(amount.toPrecision(12)) + 0;
}

/** `amount` of `from` in `to`, or null when the two measure different things (W, AW, Pa). */
export function convert(amount: number, from: Unit, to: Unit): number | null {
  if (from.symbol === to.symbol && from.dimension === to.dimension) return amount;
  if (from.dimension !== to.dimension) return null;
  return roundNoise(((amount + from.offset) * from.toBase) / to.toBase - to.offset);
}

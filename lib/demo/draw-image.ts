import { fnv1a } from '../statistics/hash';
import { Random } from '../statistics/seeded-random';

/** Which product a picture shows, in which colour, from where; the file name says it all. */
export interface ImageName {
  readonly drawing: string;
  readonly colour: string;
  /** Six hexadecimal digits, the same for every view of one product. */
  readonly modelId: string;
  readonly view: 'front' | 'side' | 'detail';
}

interface Palette {
  readonly body: string;
  readonly shade: string;
  readonly light: string;
  readonly accent: string;
  readonly ground: string;
  readonly glass: string;
}

type Draw = (palette: Palette, random: Random) => string;

const size = 640;

const colours: Readonly<Record<string, string>> = {
  black: '#2b2d31',
  white: '#f2f2ef',
  gray: '#9a9da3',
  silver: '#c4c8cd',
  navy: '#2c3a5e',
  beige: '#d9c9ae',
  brown: '#7c573c',
  red: '#b8433d',
  blue: '#3f6fb0',
  'sky-blue': '#8fbfdc',
  green: '#4d8260',
  khaki: '#8a8460',
  olive: '#6d7045',
  mint: '#a5d3c0',
  pink: '#e3a9b3',
  lavender: '#b9aed6',
  purple: '#76588f',
  yellow: '#e3c15c',
  orange: '#d98a48',
  ivory: '#efe8d8',
  cream: '#eee2c8',
  charcoal: '#43464c',
  'dark-gray': '#595c62',
  'space-gray': '#6a6d73',
  'rose-gold': '#d3a298',
  burgundy: '#712f3b',
  coral: '#df7f6d',
  'sand-beige': '#cdbb9c',
  'warm-gray': '#a59d94',
  sage: '#a3b197',
};

const readChannels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Lightens (share above 0) or darkens (below) a `#rrggbb` colour. */
function shift(colour: string, share: number): string {
  const target = share > 0 ? 255 : 0;
  const moved = readChannels(colour).map((channel) =>
    Math.round(channel + (target - channel) * Math.abs(share)),
  );
  return `#${moved.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

const box = (x: number, y: number, width: number, height: number, radius: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
const disc = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
const oval = (x: number, y: number, across: number, down: number, fill: string) =>
  `<ellipse cx="${x}" cy="${y}" rx="${across}" ry="${down}" fill="${fill}"/>`;
const shape = (path: string, fill: string) => `<path d="${path}" fill="${fill}"/>`;
const line = (path: string, stroke: string, width: number) =>
  `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const repeat = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

/** Soft hills on a screen, so that it is not a dead rectangle. */
function drawScreen(x: number, y: number, width: number, height: number, p: Palette, r: Random) {
  const base = y + height;
  const far = base - height * (0.35 + r.next() * 0.2);
  const near = base - height * (0.15 + r.next() * 0.15);
  const right = x + width;
  return (
    box(x, y, width, height, 4, p.glass) +
    disc(x + width * (0.2 + r.next() * 0.6), y + height * 0.3, height * 0.1, shift(p.accent, 0.5)) +
    shape(
      `M${x} ${base}V${far}Q${x + width * 0.3} ${far - 60} ${x + width * 0.55} ${far + 10}T${right} ${far - 20}V${base}Z`,
      shift(p.accent, 0.2),
    ) +
    shape(
      `M${x} ${base}V${near}Q${x + width * 0.25} ${near + 30} ${x + width * 0.5} ${near - 10}T${right} ${near}V${base}Z`,
      p.accent,
    )
  );
}

const drawings: Readonly<Record<string, Draw>> = {
  monitor: (p, r) =>
    box(296, 420, 48, 90, 4, p.shade) +
    box(216, 500, 208, 16, 8, p.body) +
    box(84, 140, 472, 292, 12, p.body) +
    drawScreen(98, 154, 444, 258, p, r),
  television: (p, r) =>
    shape('M150 468l-26 44h22l34-44zM490 468l26 44h-22l-34-44z', p.shade) +
    box(44, 148, 552, 326, 8, p.body) +
    drawScreen(52, 156, 536, 306, p, r),
  laptop: (p, r) =>
    box(128, 156, 384, 260, 14, p.body) +
    drawScreen(144, 172, 352, 226, p, r) +
    shape('M72 416h496l26 44q4 14-14 14H60q-18 0-14-14z', p.light) +
    box(272, 416, 96, 10, 5, p.shade) +
    box(46, 464, 548, 10, 5, p.shade),
  keyboard: (p, r) => {
    const accentKey = r.integer(0, 47);
    return (
      box(56, 236, 528, 190, 18, p.body) +
      repeat(48, (index) => {
        const x = 74 + (index % 12) * 41.5;
        const y = 252 + Math.floor(index / 12) * 36;
        return box(x, y, 35, 30, 6, index === accentKey ? p.accent : p.light);
      }) +
      box(74, 396, 76, 20, 6, p.light) +
      box(160, 396, 250, 20, 6, p.light) +
      box(420, 396, 146, 20, 6, p.light)
    );
  },
  headphones: (p) =>
    line('M168 372V320Q168 150 320 150T472 320V372', p.body, 26) +
    line('M206 240Q240 176 320 176T434 240', p.light, 10) +
    box(130, 330, 84, 150, 40, p.body) +
    box(426, 330, 84, 150, 40, p.body) +
    box(190, 346, 40, 118, 20, p.shade) +
    box(410, 346, 40, 118, 20, p.shade) +
    disc(152, 404, 8, p.accent),
  'cordless-vacuum': (p) =>
    line('M330 210L262 500', p.light, 18) +
    box(276, 92, 132, 74, 30, p.body) +
    box(252, 120, 84, 118, 34, p.shade) +
    line('M392 140q40 24 16 92', p.body, 22) +
    disc(294, 176, 24, p.accent) +
    shape('M168 500h190l14 40q2 12-12 12H160q-14 0-10-14z', p.body) +
    box(166, 540, 190, 12, 6, p.shade),
  'robot-vacuum': (p) =>
    oval(320, 430, 214, 58, p.shade) +
    shape('M106 392v38q60 58 214 58t214-58v-38z', p.shade) +
    oval(320, 384, 214, 104, p.body) +
    oval(320, 374, 176, 80, p.light) +
    oval(320, 352, 54, 26, p.body) +
    box(266, 330, 108, 22, 11, p.body) +
    oval(320, 330, 54, 24, p.accent) +
    disc(320, 424, 7, p.accent),
  refrigerator: (p, r) => {
    const split = r.pick([250, 290, 330]);
    return (
      box(190, 72, 260, 488, 14, p.shade) +
      box(196, 78, 121, split - 84, 8, p.body) +
      box(323, 78, 121, split - 84, 8, p.body) +
      box(196, split, 121, 554 - split, 8, p.light) +
      box(323, split, 121, 554 - split, 8, p.light) +
      box(306, split - 90, 5, 72, 2, p.shade) +
      box(329, split - 90, 5, 72, 2, p.shade) +
      box(306, split + 18, 5, 72, 2, p.shade) +
      box(329, split + 18, 5, 72, 2, p.shade) +
      box(366, 130, 40, 52, 6, p.glass)
    );
  },
  'air-purifier': (p) =>
    box(214, 96, 212, 452, 48, p.body) +
    oval(320, 130, 84, 24, p.shade) +
    oval(320, 126, 60, 14, p.accent) +
    repeat(9, (row) => box(250, 300 + row * 22, 140, 8, 4, p.light)) +
    disc(320, 222, 30, p.glass) +
    disc(320, 222, 10, p.accent),
  drink: (p) =>
    box(286, 74, 68, 40, 8, p.accent) +
    shape('M292 118h56v40q60 34 60 104v270q0 24-24 24H256q-24 0-24-24V262q0-70 60-104z', p.glass) +
    shape('M232 330h176v202q0 24-24 24H256q-24 0-24-24z', shift(p.accent, 0.55)) +
    box(232, 300, 176, 132, 0, p.body) +
    box(258, 330, 124, 14, 7, p.light) +
    box(258, 358, 84, 10, 5, p.light),
  'coffee-beans': (p) =>
    shape('M206 130h228l20 400q0 26-26 26H212q-26 0-26-26z', p.body) +
    box(200, 112, 240, 44, 8, p.shade) +
    disc(320, 204, 11, p.shade) +
    box(232, 260, 176, 170, 10, p.light) +
    `<g transform="rotate(-28 320 344)">${oval(320, 344, 34, 48, p.accent)}${line('M320 300q-16 24 0 44t0 44', p.light, 7)}</g>`,
  sneakers: (p) =>
    shape(
      'M88 300q40 24 84-10l50-70q16-14 30 2 70 96 176 118 88 18 104 60 8 26-6 40H98q-26-66-10-140z',
      p.body,
    ) +
    shape('M88 300q40 24 84-10l20-28q34 60 20 178H98q-26-66-10-140z', p.shade) +
    shape('M428 340q88 18 104 60 8 26-6 40H420q-20-60 8-100z', p.light) +
    repeat(5, (index) => line(`M${250 + index * 32} ${268 + index * 16}l-26 40`, p.light, 8)) +
    shape('M150 400q120 20 210-44 20 30-30 60-80 34-180 16z', p.accent) +
    shape('M84 436h460q12 0 12 14 0 30-34 30H110q-30 0-30-28 0-16 4-16z', '#fbfaf8') +
    line('M96 466h440', p.shade, 4),
  backpack: (p) =>
    line('M276 120q0-46 44-46t44 46', p.shade, 16) +
    shape('M168 250q0-146 152-146t152 146v258q0 40-40 40H208q-40 0-40-40z', p.body) +
    box(140, 330, 40, 160, 20, p.shade) +
    box(460, 330, 40, 160, 20, p.shade) +
    box(208, 344, 224, 170, 24, p.light) +
    line('M220 386h200', p.shade, 6) +
    line('M206 232q114-40 228 0', p.shade, 6) +
    box(296, 268, 48, 34, 6, p.accent),
  tumbler: (p) =>
    box(238, 86, 164, 44, 12, p.shade) +
    box(292, 66, 56, 28, 10, p.accent) +
    shape('M224 130h192l-20 400q-2 24-26 24H270q-24 0-26-24z', p.body) +
    shape('M232 290h176l-6 120H238z', p.light) +
    shape('M372 142h28l-18 396h-20z', p.shade) +
    box(280, 336, 70, 12, 6, p.accent),
  'frying-pan': (p) =>
    `<g transform="rotate(-32 270 370)">${box(440, 348, 200, 40, 20, p.shade)}${box(596, 360, 26, 16, 8, p.light)}</g>` +
    disc(262, 376, 178, p.shade) +
    disc(262, 376, 160, p.body) +
    disc(262, 376, 132, shift(p.body, -0.12)) +
    line('M180 330q34-60 104-58', p.light, 8),
  'office-chair': (p) =>
    box(224, 92, 192, 226, 48, p.body) +
    repeat(7, (row) => box(248, 126 + row * 24, 144, 8, 4, p.shade)) +
    box(306, 300, 28, 66, 6, p.shade) +
    box(196, 346, 248, 54, 27, p.body) +
    line('M190 372v-72h52M450 372v-72h-52', p.shade, 16) +
    box(310, 400, 20, 84, 4, p.light) +
    line('M320 484L190 524M320 484l130 40M320 484l-58 56M320 484l58 56', p.shade, 14) +
    repeat(4, (index) => disc([190, 450, 262, 378][index] ?? 0, index < 2 ? 534 : 550, 13, p.body)),
  diaper: (p) =>
    box(136, 180, 368, 344, 28, p.body) +
    box(136, 180, 368, 78, 28, p.shade) +
    box(280, 150, 80, 44, 18, p.shade) +
    shape('M220 320h200q0 50-46 66-30 12-30 50h-48q0-38-30-50-46-16-46-66z', '#ffffff') +
    box(214, 306, 212, 26, 13, p.light) +
    disc(440, 470, 34, p.accent),
  stroller: (p) =>
    line('M180 150h-46M180 150l90 230', p.shade, 14) +
    shape('M248 330q0-170 170-170 96 70 70 170z', p.body) +
    shape('M418 160q96 70 70 170h-70z', p.shade) +
    shape('M234 330h270q0 104-110 104H330q-70 0-96-104z', p.light) +
    line('M300 434L220 508M410 434l76 74M270 380l210 120', p.shade, 12) +
    disc(220, 512, 38, p.body) +
    disc(220, 512, 15, p.ground) +
    disc(484, 512, 38, p.body) +
    disc(484, 512, 15, p.ground),
};

const accents = ['#5b8def', '#e0895a', '#55a98d', '#c96f8f', '#8a7bd1', '#d8b04a', '#4fa5b8'];
const grounds = ['#f3f1ec', '#eef1f4', '#f4eeee', '#eef3ee', '#f1eef5'];

function createPalette(colour: string, random: Random): Palette {
  const body = colours[colour] ?? random.pick(Object.values(colours));
  const isPale = Math.min(...readChannels(body)) > 0xc0;
  const ground = random.pick(grounds);
  return {
    body,
    shade: shift(body, -0.3),
    light: shift(body, isPale ? -0.07 : 0.3),
    accent: random.pick(accents),
    // A white product on a white wall is invisible.
    ground: isPale ? shift(ground, -0.1) : ground,
    glass: '#dbe7ee',
  };
}

const views: Readonly<Record<ImageName['view'], string>> = {
  front: '',
  side: 'translate(640 0) scale(-1 1) translate(320 330) skewY(-5) scale(.84 .92) translate(-320 -330)',
  detail: 'translate(320 330) scale(1.9) translate(-360 -260)',
};

const namePattern = /^([a-z-]{1,30})_([a-z-]{1,20})_([0-9a-f]{6})_(front|side|detail)\.svg$/;

/** Reads `monitor_sky-blue_4fa3c1_front.svg`; null when no drawing has that name. */
export function readImageName(name: string): ImageName | null {
  const [, drawing = '', colour = '', modelId = '', view = ''] = namePattern.exec(name) ?? [];
  if (!Object.hasOwn(drawings, drawing)) return null;
  if (view !== 'front' && view !== 'side' && view !== 'detail') return null;
  return { drawing, colour, modelId, view };
}

/**
 * Draws an invented product as an SVG document of 640 × 640.
 * Pure: the same name gives the same text.
 * @throws RangeError when there is no such drawing; `readImageName` never returns one.
 */
export function drawImage(name: ImageName): string {
  const draw = drawings[name.drawing];
  if (!draw) throw new RangeError(`no drawing called ${name.drawing}`);
  const random = new Random(fnv1a(name.modelId) >>> 0);
  const palette = createPalette(name.colour, random);
  const product = draw(palette, random);
  const transform = views[name.view];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" role="img">`,
    box(0, 0, size, size, 0, palette.ground),
    name.view === 'detail' ? '' : oval(320, 556, 236, 18, shift(palette.ground, -0.08)),
    transform === '' ? product : `<g transform="${transform}">${product}</g>`,
    '</svg>',
  ].join('');
}

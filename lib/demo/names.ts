import type { Random } from '../statistics/seeded-random';

export interface BilingualName {
  readonly ko: string;
  readonly en: string;
}

const pair = (line: string): BilingualName => {
  const [ko = '', en = ''] = line.split('=');
  return { ko, en };
};
const pairs = (line: string): readonly BilingualName[] => line.split(' ').map(pair);

const brandHeads = pairs(
  '누리=Nuri 가온=Gaon 다솔=Dasol 해든=Haeden 별하=Byeolha 도담=Dodam 이든=Iden 미르=Mir 여울=Yeoul 늘품=Neulpum 루멘=Lumen 벨루=Velu 코란=Koran 노벤=Noven 아르=Ar 트리벨=Tribel 모노=Mono 소담=Sodam 온새=Onsae 라빈=Ravin 하온=Haon 새봄=Saebom 글로=Glo 지온=Zion 피오=Pio 두레=Dure 마린=Marin 세온=Seon 토브=Tov 오르=Or 비센=Bisen 케론=Keron 나온=Naon 솔비=Solbi 윤슬=Yunseul 다한=Dahan 이로=Iro 큐벨=Qubel 엘란=Ellan 보담=Bodam 테오=Teo 하루엘=Haruel',
);
const brandTails = pairs(
  '온=on 리움=rium 텔라=tella 벤=ven 도르=dor 비트=bit 아스=as 누아=nua 렉트=rect 모아=moa 솔트=solt 하임=heim 닉스타=nixta 베르=ver 루아=rua 티온=tion 나드=nad 폰드=pond 카일=kyle 메르=mer 로아=roa 디움=dium 젠타=zenta 브릭=brick',
);

/** Compounds that happen to be a real maker's or shop's name. */
const takenNames = new Set([
  '아르벤',
  '모노하임',
  '마린브릭',
  '글로모아',
  '하온모아',
  '테오로아',
  '아르아스',
  '미르온',
  '이로온',
]);

/** An invented brand in Hangul and Latin letters. */
export function inventBrand(random: Random): BilingualName {
  for (;;) {
    const head = random.pick(brandHeads);
    const tail = random.pick(brandTails);
    const ko = head.ko + tail.ko;
    if (!takenNames.has(ko)) return { ko, en: head.en + tail.en };
  }
}

export const seriesNames = pairs(
  '에어=Air 루나=Luna 코어=Core 맥스=Max 라이트=Lite 프로=Pro 플로우=Flow 그랜드=Grand 스튜디오=Studio 클리어=Clear 오로라=Aurora 브리즈=Breeze 컴포트=Comfort 에센스=Essence 시그널=Signal 모먼트=Moment 테라=Terra 퓨어=Pure 노드=Node 하모니=Harmony 스텔라=Stella 볼트=Volt 네오=Neo 심플=Simple 오버뷰=Overview 리듬=Rhythm 포레스트=Forest 아틀라스=Atlas 웨이브=Wave 미니멀=Minimal',
);

const letters = 'ABCDEFGHJKLMNPQRSTUVWXZ';

/** Fills `A` with letters and `0` with digits: `NM-0A00` → `NM-7K42`. */
export function inventCode(random: Random, pattern: string): string {
  return pattern.replace(/[A0]/g, (slot) =>
    slot === 'A' ? random.pick([...letters]) : String(random.integer(1, 9)),
  );
}

export const sellerNames: readonly string[] = [
  '한빛전자몰',
  '누리마루샵',
  '가온유통',
  '다담스토어',
  '바른가격연구소',
  '새벽창고',
  '온마을상회',
  '해솔디포',
  '별빛장터',
  '도란도란마켓',
  '푸른나루몰',
  '이음직구',
];

export const englishSellerNames: readonly string[] = ['Gaon Overseas', 'Brightnook Goods'];

/** `표준|다른 표기 = English` lines for colours, shared by many categories. */
export const colourLines: readonly string[] = [
  '블랙|검정|검정색|Black = Black',
  '화이트|흰색|White = White',
  '그레이|회색|Gray = Gray|Grey',
  '실버|은색 = Silver',
  '네이비|남색 = Navy',
  '베이지 = Beige',
  '브라운|갈색 = Brown',
  '레드|빨강 = Red',
  '블루|파랑 = Blue',
  '스카이블루|하늘색 = Sky Blue',
  '그린|초록 = Green',
  '카키 = Khaki',
  '올리브 = Olive',
  '민트 = Mint',
  '핑크|분홍 = Pink',
  '라벤더 = Lavender',
  '퍼플|보라 = Purple',
  '옐로우|노랑 = Yellow',
  '오렌지|주황 = Orange',
  '아이보리 = Ivory',
  '크림 = Cream',
  '차콜|먹색 = Charcoal',
  '다크그레이|진회색 = Dark Gray',
  '스페이스 그레이 = Space Gray',
  '로즈골드 = Rose Gold',
  '와인|버건디 = Burgundy',
  '코랄 = Coral',
  '샌드베이지 = Sand Beige',
  '웜그레이 = Warm Gray',
  '세이지 = Sage',
];

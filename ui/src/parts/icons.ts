/** A drawing on a 16 by 16 grid: what is stroked, what is filled, and whether the stroke is dashed. */
export interface Drawing {
  stroke?: string;
  fill?: string;
  dashed?: boolean;
  width?: number;
}

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const dots = (...points: [number, number][]): string => points.map(([x, y]) => circle(x, y, 1.15)).join('');

const OCTAGON = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1zM7.2 4v5.1h1.6V4zM7.2 10.5v1.6h1.6v-1.6z';
const PAGE = 'M3.75 1.75h5.5l3.25 3.25v9.25h-8.75zM9 1.75V5.25h3.5';

export const icons = {
  search: { stroke: `${circle(7, 7, 4.5)}M10.3 10.3 14 14` },
  plus: { stroke: 'M8 2.75v10.5M2.75 8h10.5' },
  minus: { stroke: 'M2.75 8h10.5' },
  'chevron-left': { stroke: 'M10 3 5 8l5 5' },
  'chevron-right': { stroke: 'M6 3l5 5-5 5' },
  'chevron-down': { stroke: 'M3.5 6 8 10.5 12.5 6' },
  'chevron-up': { stroke: 'M3.5 10 8 5.5l4.5 4.5' },
  'arrow-left': { stroke: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5' },
  'arrow-right': { stroke: 'M2.5 8h11M9 3.5 13.5 8 9 12.5' },
  'arrow-up': { stroke: 'M8 13.5v-11M3.5 7 8 2.5 12.5 7' },
  'arrow-down': { stroke: 'M8 2.5v11M3.5 9 8 13.5 12.5 9' },
  check: { stroke: 'M2.75 8.5 6.25 12l7-7.75' },
  tick: { stroke: 'M2.75 8.5 6.25 12l7-7.75' },
  undo: { stroke: 'M2.75 6h6.5a3.6 3.6 0 0 1 0 7.25H6.5M5.75 3l-3 3 3 3' },
  redo: { stroke: 'M13.25 6h-6.5a3.6 3.6 0 0 0 0 7.25H9.5M10.25 3l3 3-3 3' },
  file: { stroke: PAGE },
  settings: { stroke: `M1.75 4.75h6.5M12.75 4.75h1.5M1.75 11.25h1.5M7.75 11.25h6.5${circle(10.5, 4.75, 2.1)}${circle(5.5, 11.25, 2.1)}` },
  bold: { stroke: 'M4.75 3h4a2.4 2.4 0 0 1 0 4.85h-4zM4.75 7.85h4.6a2.55 2.55 0 0 1 0 5.15h-4.6z', width: 2 },
  italic: { stroke: 'M6.5 2.75h6M3.5 13.25h6M9.75 2.75l-3.5 10.5' },
  bullets: { stroke: 'M6 3.75h8.25M6 8h8.25M6 12.25h8.25', fill: dots([2.6, 3.75], [2.6, 8], [2.6, 12.25]) },
  numbers: { stroke: 'M7 3.75h7.25M7 8h7.25M7 12.25h7.25M1.9 2.6l1.3-.7v4M1.7 10.9c.3-1.2 2.3-1.1 2.3.1 0 1-2.1 2-2.3 3h2.5' },
  link: { stroke: 'M6.5 9.5a2.8 2.8 0 0 0 4 0l2.4-2.4a2.83 2.83 0 0 0-4-4L7.8 4.2M9.5 6.5a2.8 2.8 0 0 0-4 0L3.1 8.9a2.83 2.83 0 0 0 4 4l1.1-1.1' },
  footnote: { stroke: 'M1.25 13.25 5 3.75l3.75 9.5M2.5 10.25h5M12 3.1l1.6-.9v5.3' },
  grip: { fill: dots([5.75, 3.75], [10.25, 3.75], [5.75, 8], [10.25, 8], [5.75, 12.25], [10.25, 12.25]) },
  octagon: { fill: OCTAGON },
  triangle: { stroke: 'M8 2 14.6 13.5H1.4zM8 6.4v3.5', fill: circle(8, 11.6, 0.85) },
  info: { stroke: `${circle(8, 8, 6.25)}M8 7.4v3.9`, fill: circle(8, 5, 0.9) },
  circle: { stroke: circle(8, 8, 5.25) },
  signed: { fill: `${circle(8, 8, 6.5)}M4.4 8.3l1.05-1.05 1.85 1.9 3.5-3.95 1.15 1-4.6 5.2z` },
  half: { stroke: circle(8, 8, 5.25), fill: 'M8 2.75a5.25 5.25 0 0 1 0 10.5z' },
  'dashed-circle': { stroke: circle(8, 8, 5.25), dashed: true },
  cross: { stroke: 'M3.5 3.5l9 9M12.5 3.5l-9 9' },
  clock: { stroke: `${circle(8, 8, 6.25)}M8 4.25V8l2.75 1.75` },
  calendar: { stroke: 'M2.25 3.5h11.5v10.25H2.25zM2.25 6.75h11.5M5.25 1.75v3M10.75 1.75v3' },
  folder: { stroke: 'M1.75 3.25h4.5l1.5 2h6.5v8H1.75z' },
  import: { stroke: 'M8 1.75v8M4.75 6.5 8 9.75l3.25-3.25M2 10.5v3.25h12V10.5' },
  export: { stroke: 'M8 9.75v-8M4.75 5 8 1.75 11.25 5M2 10.5v3.25h12V10.5' },
  lock: { stroke: 'M3.5 7.25h9v6.5h-9zM5.25 7.25V5a2.75 2.75 0 0 1 5.5 0v2.25' },
  comment: { stroke: 'M2 2.75h12v8.5H7.25L4.5 14v-2.75H2z' },
  pen: { stroke: 'M2.5 13.5l.75-3.25L11 2.5 13.5 5l-7.75 7.75zM9.25 4.25l2.5 2.5' },
  clip: { stroke: 'M13 7.25 7.6 12.6a3.2 3.2 0 0 1-4.5-4.5L8.6 2.6a2.15 2.15 0 0 1 3 3L6.3 10.9a1.05 1.05 0 0 1-1.5-1.5l4.7-4.6' },
  copy: { stroke: 'M5.75 5.75h8v8h-8zM10.25 5.75v-3.5h-8v8h3.5' },
  bin: { stroke: 'M2.5 4.25h11M6 4V2.25h4V4M4 4.25l.6 9.5h6.8l.6-9.5M6.75 7v4M9.25 7v4' },
  keys: { stroke: 'M1.25 4h13.5v8.5H1.25zM5 10.25h6', fill: dots([4, 6.75], [6.7, 6.75], [9.4, 6.75], [12.1, 6.75]) },
  more: { fill: dots([3.25, 8], [8, 8], [12.75, 8]) },
  disk: { stroke: 'M2.5 4c0-2.4 11-2.4 11 0v8c0 2.4-11 2.4-11 0zM2.5 4c0 2.4 11 2.4 11 0M2.5 8c0 2.4 11 2.4 11 0' },
  archive: { stroke: 'M1.75 2.75h12.5V6H1.75zM2.75 6v7.5h10.5V6M6.25 8.75h3.5' },
  'pane-left': { stroke: 'M1.75 2.75h12.5v10.5H1.75zM6 2.75v10.5' },
  'pane-right': { stroke: 'M1.75 2.75h12.5v10.5H1.75zM10 2.75v10.5' },
  print: { stroke: 'M4.25 5.5V1.75h7.5V5.5M4.25 11.5H1.75v-6h12.5v6h-2.5M4.25 9.5h7.5v4.75h-7.5z' },
  page: { stroke: PAGE },
  help: { stroke: `${circle(8, 8, 6.25)}M6.1 6.2c0-2.3 3.8-2.2 3.8 0 0 1.3-1.9 1.5-1.9 2.9`, fill: circle(8, 11.4, 0.85) },
  filter: { stroke: 'M2 3.5h12M4.25 8h7.5M6.5 12.5h3' },
  shield: { stroke: 'M8 1.75 13.5 3.5v4.25c0 3-2.25 5.25-5.5 6.5-3.25-1.25-5.5-3.5-5.5-6.5V3.5z' },
  swap: { stroke: 'M2 5.25h11.5M10.5 2.25l3 3-3 3M14 10.75H2.5M5.5 7.75l-3 3 3 3' },
} satisfies Record<string, Drawing>;

export type IconName = keyof typeof icons;

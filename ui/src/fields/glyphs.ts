import type { Severity } from '../bindings';
import type { IconName } from '../parts/icons';

/** The glyph of each severity: filled octagon, outlined triangle, circle with an i. */
export const GLYPHS: Record<Severity, IconName> = { stops: 'octagon', warning: 'triangle', note: 'info' };

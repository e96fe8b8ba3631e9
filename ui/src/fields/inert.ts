const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

/**
 * Makes pasted HTML harmless to parse: its style sheets go, and its style attributes are called `data-style`, since the
 * window's content policy refuses styles even in a document that is only read.
 */
export function inert(html: string): string {
  return html
    .replace(/<style[\s>][\s\S]*?<\/style\s*>/gi, '')
    .replace(TAG, (tag) => tag.replace(/(\s)style(\s*=)/i, '$1data-style$2'));
}

/** Reads HTML into a document that nothing runs or loads in. */
export function readHtml(html: string): HTMLElement {
  return new DOMParser().parseFromString(inert(html), 'text/html').body;
}

/** Gives the style that an element was pasted with. */
export function styleOf(element: Element): string {
  return element.getAttribute('data-style') ?? '';
}

import type { Change, ColourCheck, Logo, Place, Settings } from "../bindings";
import type { Answers } from "../state/change";
import { problem } from "./memory-desk";

const LEAST = 4.5;

/** A logo for show. */
export const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32"><rect width="32" height="32" rx="6" fill="#1b3a57"/><text x="40" y="22" font-family="sans-serif" font-size="16" fill="#1b3a57">Calderwick</text></svg>')}`;

/** Gives the settings' logo after one was chosen. */
export function madeUp(settings: Settings): Logo {
  return { sha256: crypto.randomUUID(), file_name: "logo.png", words: settings.logo?.words ?? `${settings.organisation} logo`.trim() };
}

/** Says whether a colour can be read on paper, as the desk does. */
export function checked(colour: string): ColourCheck {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw problem("other", `“${colour}” is not a colour. Choose one, or write it as # and six digits: #1b3a57.`);
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const shade = (part: number) => `#${channels.map((v) => Math.floor((v * part) / 256).toString(16).padStart(2, "0")).join("")}`;
  const darker = contrast(colour) >= LEAST ? null : Array.from({ length: 257 }, (_, i) => shade(256 - i)).find((c) => contrast(c) >= LEAST);
  return { colour: colour.toLowerCase(), contrast: contrast(colour), least: LEAST, darker: darker ?? null };
}

/** Gives settings back, unless their colour cannot be read on paper. */
export function accepted(settings: Settings): Settings {
  if (settings.paper_colour && checked(settings.paper_colour).darker) throw problem("other", "This colour is too pale for the paper.");
  return settings;
}

/** Makes the change after which an attached file is printed, on as many pages as it has. */
export function withPrinted(answers: Answers, at: Place, index: number): Change {
  const answer = answers[at.field];
  const files = answer?.kind === "attachments" ? answer.value : [];
  const page = { sha256: "0".repeat(64), words: "", width: 595, height: 842 };
  const value = files.map((file, i) => (i === index ? { ...file, printed: Array.from({ length: file.pages ?? 1 }, () => page) } : file));
  return { do: "set_answer", at, answer: { kind: "attachments", value } };
}

function contrast(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const v = parseInt(colour.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

import { enGB, type Message } from "./en-GB";

/** The id of a message. */
export type MessageId = keyof typeof enGB;

const language = "en-GB";
const messages: Record<MessageId, Message> = enGB;
const plurals = new Intl.PluralRules(language);
const figures = new Intl.NumberFormat(language);
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const dayMonth = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });

/** Gives a message with its {names} filled; {n} chooses the plural form. */
export function say(id: MessageId, args: Record<string, string | number> = {}): string {
  const message = messages[id];
  return (typeof message === "string" ? message : form(message, Number(args.n))).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name];
    return value === undefined ? whole : typeof value === "number" ? figures.format(value) : value;
  });
}

/** Gives the name of who did something; other words where Settings had none then. */
export function who(name: string): string {
  return name.trim() || say("who.none");
}

/** Gives who did something and when; only when, where there is no name. */
export function byWhom(name: string, when: string): string {
  return name.trim() ? say("history.by", { who: name.trim(), when }) : when;
}

/** Gives a time of day, “14:02”. */
export function time(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : clock.format(date);
}

/** Gives a day in full, “16 June 2026”; free words stay as they are. */
export function day(at: string): string {
  const date = asDay(at);
  return date ? dayMonthYear.format(date) : at;
}

/** Gives a day for a list: without the year when it is this one, “Today, 14:02” for a time of today. */
export function shortDay(at: string, now = new Date()): string {
  const date = asDay(at);
  if (!date) return at;
  if (date.toDateString() === now.toDateString()) return at.includes("T") ? `${today()}, ${clock.format(date)}` : today();
  return (date.getFullYear() === now.getFullYear() ? dayMonth : dayMonthYear).format(date);
}

/** Gives the days from today to a day: negative when it is past, null for free words. */
export function daysUntil(at: string, now = new Date()): number | null {
  const date = asDay(at);
  if (!date) return null;
  const midnight = (d: Date) => Date.UTC(d.getFullYear(), d.getMonth(), d.getDate());
  return Math.round((midnight(date) - midnight(now)) / 86_400_000);
}

/** Gives a size in KB or MB. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${figures.format(Math.max(1, Math.round(bytes / 1000)))} KB`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`;
}

/** Gives a digest in groups of eight, as it is read aloud and compared. */
export function digest(hex: string): string {
  return hex.match(/.{1,8}/g)?.join(" ") ?? hex;
}

function form(message: Exclude<Message, string>, n: number): string {
  if (n === 0 && message.zero !== undefined) return message.zero;
  return message[plurals.select(n)] ?? message.other;
}

function today(): string {
  const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "day");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function asDay(at: string): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})($|T)/.exec(at);
  if (!parts) return null;
  if (parts[4] === "T") return new Date(at);
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
}

import type { Status, Summary } from "../bindings";

const projects = [
  "Adult Social Care Case Management", "Housing Repairs Mobile Working", "Town Centre CCTV and Body-Worn Video", "Early Help Partnership", "Bin Collection Route Sensors",
  "Domestic Abuse Multi-Agency Conference", "Council Tax Single Person Review", "School Admissions Portal", "Public Health Smoking Cessation", "Taxi Licensing Medical Checks",
  "Electoral Register Print and Post", "Youth Justice Case Transfer", "Library Self-Service Kiosks",
];
const statuses: Status[] = ["signed_off", "draft", "signed_off", "in_review", "signed_off", "superseded", "signed_off", "withdrawn"];
const owners = ["Priya Nair", "Marek Wilk", "Joan Ellery", "Hannah Oduya"];
const levels = ["", "Low", "Medium", "High"];

/** Gives a register of so many assessments, to see how the window bears them. */
export function many(first: Summary[], n: number): Summary[] {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const pick = <T>(from: T[], i: number): T => from[i % from.length] as T;
  const made = Array.from({ length: Math.max(0, n - 1) }, (_, i): Summary => {
    const status = pick(statuses, i * 5 + 1);
    const done = status === "signed_off" || status === "superseded";
    const risk = (i * 7) % 4;
    const residual = Math.min(risk, (i * 3) % 3);
    const round = Math.floor(i / projects.length);
    return {
      id: `m-${i}`, name: round === 0 ? pick(projects, i) : `${pick(projects, i)}, ${round + 1}`, organisation: pick(["Calderwick", "Calderwick", "Marlshire CC", "Marlshire Police"], i), template: "council", status,
      version: `${1 + (i % 4)}.${i % 3}`, changed: day(-((i * 11) % 700)), archived: i % 6 === 5, answered: 20 + (i % 33), asked: 53,
      risk: risk ? [risk, pick(levels, risk)] : null, residual: residual ? [residual, pick(levels, residual)] : null, owner: pick(owners, i), review: done ? day(((i * 23) % 300) - 40) : "",
      received: i % 5 === 2 ? "Marlshire County Council" : "",
    };
  });
  return [...first.slice(0, 1), ...made];
}

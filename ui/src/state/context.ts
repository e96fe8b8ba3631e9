import { createContext } from "svelte";

import type { App } from "./app.svelte";
import type { OpenAssessment } from "./assessment.svelte";
import type { OpenIncoming } from "./incoming.svelte";

/** The window, for whatever is drawn in it. */
export const [getApp, setApp] = createContext<App>();

/** The open assessment, for whatever is drawn of it. */
export const [getOpen, setOpen] = createContext<OpenAssessment>();

/** The document on its way in that is open, for whatever is drawn of it. */
export const [getIncoming, setIncoming] = createContext<OpenIncoming>();

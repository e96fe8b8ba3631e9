import { createContext } from "svelte";

import type { App } from "./app.svelte";
import type { OpenAssessment } from "./assessment.svelte";

/** The window, for whatever is drawn in it. */
export const [getApp, setApp] = createContext<App>();

/** The open assessment, for whatever is drawn of it. */
export const [getOpen, setOpen] = createContext<OpenAssessment>();

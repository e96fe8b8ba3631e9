import "./look/tokens.css";
import "./look/base.css";
import "./look/fonts.css";
import "./look/print.css";

import { mount } from "svelte";

import { connect } from "./host/host";
import Window from "./rooms/Window.svelte";
import { App } from "./state/app.svelte";

const target = document.getElementById("window");
if (target && import.meta.env.MODE === "browser" && location.hash === "#gallery") {
  const { default: Gallery } = await import("./fields/gallery/Gallery.svelte");
  mount(Gallery, { target });
} else if (target) {
  const app = new App(await connect());
  mount(Window, { target, props: { app } });
  void app.begin();
}

import "./look/tokens.css";
import "./look/base.css";
import "./look/fonts.css";

import { mount } from "svelte";

import { connect } from "./host/host";
import Window from "./rooms/Window.svelte";
import { App } from "./state/app.svelte";

const target = document.getElementById("window");
if (target) {
  const app = new App(await connect());
  mount(Window, { target, props: { app } });
  void app.begin();
}

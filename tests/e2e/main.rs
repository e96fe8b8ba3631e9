//! The stories of the officer in the real window: Tauri's own, in WebKit, driven through WebDriver under Xvfb.
#![cfg(target_os = "linux")]

mod deeds;
mod desktop;
mod drag;
mod finding;
mod kinds;
mod partner;
mod pictures;
mod screen;
mod sockets;
mod stories;
mod window;
mod word;

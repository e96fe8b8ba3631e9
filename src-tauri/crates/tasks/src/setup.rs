//! Brings the system packages that are missing on Debian; elsewhere it says exactly which programs to install.

use std::process::Command;

use crate::run::{is_there, run};

/// What building needs: a Debian package, and how to see that it is there.
const BUILD: [(&str, Sign); 7] = [
    ("build-essential", Sign::Program("cc")),
    ("pkg-config", Sign::Program("pkg-config")),
    ("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1")),
    ("librsvg2-dev", Sign::Library("librsvg-2.0")),
    ("libxdo-dev", Sign::File("/usr/include/xdo.h")),
    ("libssl-dev", Sign::Library("openssl")),
    ("dbus", Sign::Program("dbus-daemon")),
];

/// What the tests need besides.
const TEST: [(&str, Sign); 12] = [
    ("qpdf", Sign::Program("qpdf")),
    ("poppler-utils", Sign::Program("pdftotext")),
    ("default-jdk-headless", Sign::Program("java")),
    ("maven", Sign::Program("mvn")),
    ("chromium", Sign::Program("chromium")),
    ("webkit2gtk-driver", Sign::Program("WebKitWebDriver")),
    ("xvfb", Sign::Program("Xvfb")),
    ("xdotool", Sign::Program("xdotool")),
    ("xclip", Sign::Program("xclip")),
    ("fonts-liberation", Sign::File("/usr/share/fonts/truetype/liberation")),
    ("strace", Sign::Program("strace")),
    ("libreoffice-writer-nogui", Sign::Program("soffice")),
];

enum Sign {
    Program(&'static str),
    Library(&'static str),
    File(&'static str),
}

/// Brings what building needs.
pub fn for_building() -> Result<(), String> {
    if !is_there("node") || !(is_there("npm") || is_there("npm.cmd")) {
        return Err("Node.js 20 or newer is missing: install it from nodejs.org, then run this again.".into());
    }
    if cfg!(target_os = "linux") {
        return bring(&BUILD);
    }
    // Windows brings WebView2 and macOS WebKit; the compilers come with Rust's own installer.
    Ok(())
}

/// Brings what the tests need.
pub fn for_testing() -> Result<(), String> {
    if cfg!(target_os = "linux") {
        return bring(&TEST);
    }
    let programs = ["qpdf", "pdftotext", "java", "mvn"];
    let missing: Vec<&str> = programs.into_iter().filter(|p| !is_there(p)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!(
        "These programs are missing: {}. Install qpdf, poppler, a Java 17 runtime and Maven: on macOS \
         `brew install qpdf poppler openjdk maven`, on Windows `choco install qpdf poppler openjdk maven`.",
        missing.join(", ")
    ))
}

fn bring(wanted: &[(&'static str, Sign)]) -> Result<(), String> {
    let missing: Vec<&str> =
        wanted.iter().filter(|(_, sign)| !shows(sign)).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_there("apt-get") {
        return Err(format!(
            "These packages are missing, by their Debian names: {}. Install them with your system's own tool.",
            missing.join(", ")
        ));
    }
    eprintln!("Installing {}", missing.join(", "));
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], missing.as_slice()].concat())
}

fn shows(sign: &Sign) -> bool {
    match sign {
        Sign::Program(name) => is_there(name),
        Sign::File(path) => std::path::Path::new(path).exists(),
        Sign::Library(name) => {
            Command::new("pkg-config").args(["--exists", name]).status().is_ok_and(|s| s.success())
        }
    }
}

fn apt(args: &[&str]) -> Result<(), String> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    let mut command = if root { Command::new("apt-get") } else { Command::new("sudo") };
    if !root {
        command.arg("apt-get");
    }
    run(command.env("DEBIAN_FRONTEND", "noninteractive").args(args))
}

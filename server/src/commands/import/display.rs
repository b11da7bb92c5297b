//! How far an import is: a bar on a terminal, lines elsewhere.

use crate::fetch::{Url, shown};
use indicatif::{ProgressBar, ProgressStyle};
use releases::Unit;
use std::time::Duration;

/// So much of a name fits beside the bar.
const NAME: usize = 40;

const TEMPLATE: &str = "{msg} [{bar:30}] {percent:>3}% of {total_bytes}, {elapsed} (about {eta} left)";

/// Where the length is not known.
const TEMPLATE_OF_NO_LENGTH: &str = "{msg} {bytes}, {elapsed}";

/// One bar over all that is to be done. Standard error that is no terminal does not show it.
pub(super) struct Display {
    bar: ProgressBar,
    name: String,
}

impl Display {
    /// Over the bytes of one download.
    pub fn of_download(address: &Url) -> Self {
        let display = Self::new(ProgressBar::no_length(), TEMPLATE_OF_NO_LENGTH, shown(address));
        let last = display.name.trim_end_matches('/').rsplit('/').next();
        display.begin(last.unwrap_or(&display.name));
        display
    }

    /// Over the bytes of all units.
    pub fn of_units(units: &[Unit]) -> Self {
        let bytes = units.iter().map(|unit| unit.bytes).sum();
        Self::new(ProgressBar::new(bytes), TEMPLATE, String::new())
    }

    fn new(bar: ProgressBar, template: &str, name: String) -> Self {
        bar.enable_steady_tick(Duration::from_millis(200));
        let display = Self { bar, name };
        display.draw_as(template);
        display
    }

    /// What is downloaded.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Names what is being done now.
    pub fn begin(&self, name: &str) {
        let short: String = name.chars().take(NAME).collect();
        let dots = if short.len() < name.len() { "…" } else { "" };
        self.bar.set_message(format!("{short}{dots}"));
    }

    /// How far it is, and how long it turns out to be.
    pub fn set(&self, done: u64, total: Option<u64>) {
        if let Some(total) = total
            && self.bar.length() != Some(total)
        {
            self.bar.set_length(total);
            self.draw_as(TEMPLATE);
        }
        self.bar.set_position(done);
    }

    /// Prints lines above the bar.
    pub fn say(&self, lines: &str) {
        self.bar.suspend(|| println!("{lines}"));
    }

    fn draw_as(&self, template: &str) {
        // Only a misspelt template fails, and the bar then looks as it comes.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

//! How to check the bundle, for whoever has nothing but a computer, and for whoever has the program; and what its files are.

use super::desk::{paragraph, part};
use crate::render::html::Html;

pub(super) fn draw(html: &mut Html) {
    part(html, "checking", "archive-part-checking");
    paragraph(html, "archive-check-intro", &[]);
    html.mark("<ol>\n");
    for step in STEPS {
        html.mark("<li>");
        paragraph(html, step.said, &[]);
        if !step.commands.is_empty() {
            html.between("<pre>", &step.commands.join("\n"), "</pre>");
        }
        html.mark("</li>\n");
    }
    html.mark("</ol>\n<h3>").both("archive-check-layout").mark("</h3>\n<table class=\"list\">\n<tbody>\n");
    for (file, said) in LAYOUT {
        html.between("<tr><td><code>", file, "</code></td><td>").both(said).mark("</td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

/// A way to check: what it shows, and what to type.
pub(super) struct Step {
    pub(super) said: &'static str,
    pub(super) commands: &'static [&'static str],
}

/// The ways to check, from what needs nothing to what needs most.
pub(super) const STEPS: &[Step] = &[
    Step {
        said: "archive-check-files",
        commands: &["sha256sum -c manifest-sha256.txt", "sha256sum -c tagmanifest-sha256.txt"],
    },
    Step { said: "archive-check-files-windows", commands: &["certutil -hashfile data\\index.html SHA256"] },
    Step { said: "archive-check-bagit", commands: &["python3 -m bagit --validate ."] },
    Step { said: "archive-check-numbers", commands: &[] },
    Step { said: "archive-check-record", commands: &[] },
    Step { said: "archive-check-program", commands: &["liuhen bundle verify . --trust trust.toml"] },
    Step { said: "archive-check-trust", commands: &[] },
];

/// What lies in the bag.
pub(super) const LAYOUT: &[(&str, &str)] = &[
    ("data/index.html", "archive-layout-index"),
    ("data/README.txt", "archive-layout-readme"),
    ("data/file-list.csv, data/file-list.xml", "archive-layout-list"),
    ("data/four-properties.html, data/four-properties.json", "archive-layout-four"),
    ("data/ledger/", "archive-layout-ledger"),
    ("data/evidence/", "archive-layout-evidence"),
    ("data/openings/", "archive-layout-openings"),
    ("data/bundle.json", "archive-layout-bundle"),
];
